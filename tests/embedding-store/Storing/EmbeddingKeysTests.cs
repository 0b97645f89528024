using UserRep.EmbeddingStore.Storing;

namespace UserRep.EmbeddingStore.Tests.Storing;

public class EmbeddingKeysTests
{
    private const string Version = "representation@v1";

    [Theory]
    [InlineData("u-1", "representation@v1/u-1")]
    [InlineData("a/b", "representation@v1/a%2Fb")]
    [InlineData("a||b", "representation@v1/a%7C%7Cb")]
    [InlineData("a%2Fb", "representation@v1/a%252Fb")]
    [InlineData("directory/0", "representation@v1/directory%2F0")]
    [InlineData("ä 人", "representation@v1/%C3%A4%20%E4%BA%BA")]
    public void User_AnyId_IsEscaped(string userId, string key) => Assert.Equal(key, EmbeddingKeys.User(Version, userId));

    [Fact]
    public void Keys_OfHostileIds_AreAllDistinct()
    {
        string[] ids = ["directory", "directory/3", "directory/3/0", "Directory", "%64irectory", "..", ".", "/", "//", "||", "u", "U", "ü", "u\u0308", "\0", " "];
        var keys = ids.Select(id => EmbeddingKeys.User(Version, id)).Append(EmbeddingKeys.Directory(Version, 3)).Append(EmbeddingKeys.Page(Version, 3, 0)).ToArray();
        Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys.Take(ids.Length), k => Assert.Equal(1, k.Count(c => c == '/')));
        Assert.All(keys, k => Assert.DoesNotContain("||", k));
    }
}
