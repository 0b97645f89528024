using UserRep.Contracts.Reads;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Tests.Reads;

public class EmbeddingsRequestValidatorTests
{
    public static TheoryData<string[]?, bool> UserIds => new()
    {
        { null, false },
        { [], false },
        { ["u"], true },
        { ["u", "v", "u"], false },
        { ["u", "U"], true },
        { ["u", ""], false },
        { ["u", "  "], false },
        { ["u", null!], false },
        { [new string('u', 256)], true },
        { [new string('u', 257)], false },
        { [.. Enumerable.Range(0, 1000).Select(i => $"u{i}")], true },
        { [.. Enumerable.Range(0, 1001).Select(i => $"u{i}")], false },
    };

    [Theory]
    [MemberData(nameof(UserIds))]
    public void Request_UserIds_AreChecked(string[]? ids, bool valid) => Assert.Equal(valid, IsValid(new EmbeddingsRequest(ids)));

    public static TheoryData<string[]?, bool> Accepts => new()
    {
        { null, true },
        { ["v1", "representation@v2"], true },
        { [], false },
        { ["v1", "newest"], false },
        { [null!], false },
        { [.. Enumerable.Range(1, 100).Select(i => $"v{i}")], true },
        { [.. Enumerable.Range(1, 101).Select(i => $"v{i}")], false },
    };

    [Theory]
    [MemberData(nameof(Accepts))]
    public void Request_Accepts_AreChecked(string[]? accepts, bool valid) => Assert.Equal(valid, IsValid(new EmbeddingsRequest(["u"], null, accepts)));

    [Theory]
    [InlineData(null, true)]
    [InlineData("PT30M", true)]
    [InlineData("soon", false)]
    [InlineData("-00:30:00", false)]
    public void Request_MaxAge_IsChecked(string? age, bool valid) => Assert.Equal(valid, IsValid(new EmbeddingsRequest(["u"], age)));

    private static bool IsValid(EmbeddingsRequest request) => new EmbeddingsRequestValidator().Validate(request).IsValid;
}
