using System.Text;
using System.Text.Json;
using Google.Protobuf;
using UserRep.FeatureIngest.Accepting;
using UserRep.FeatureIngest.DeadLetters;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Tests.DeadLetters;

public class ReplayMessageTests
{
    private const string LetterId = "00112233445566778899aabbccddeeff";
    private const string Original = """{"specversion":"1.0","id":"7","source":"shop","type":"userrep.interaction.v1","time":"2020-01-01T00:00:00Z","expiration":"2020-01-02T00:00:00Z","data":{"eventId":"e","userId":"u"}}""";

    [Fact]
    public void Build_TheOriginal_KeepsIdSourceTypeAndDataAndLeavesItsTimes()
    {
        var message = Built(Original, "");
        Assert.Equal(("7", "shop", "userrep.interaction.v1"), Names(message));
        Assert.Equal("""{"eventId":"e","userId":"u"}""", message.GetProperty("data").GetRawText());
        Assert.False(message.TryGetProperty("time", out _) || message.TryGetProperty("expiration", out _));
    }

    [Fact]
    public void Build_DataAlone_TakesTheOriginalsAttributes()
    {
        var message = Built(Original, """{"eventId":"e2"}""");
        Assert.Equal(("7", "shop", "userrep.interaction.v1"), Names(message));
        Assert.Equal("e2", message.GetProperty("data").GetProperty("eventId").GetString());
    }

    [Fact]
    public void Build_AnEnvelope_NamesWhatItNames()
    {
        Assert.Equal(("8", "shop", "userrep.interaction.v1"), Names(Built(Original, """{"specversion":"1.0","id":"8","data":{}}""")));
        Assert.Equal(("7", "other", "t"), Names(Built(Original, """{"specversion":"1.0","source":"other","type":"t","data":{}}""")));
    }

    [Theory]
    [InlineData("\u0001\u0002")]
    [InlineData("[1]")]
    public void Build_OfWhatIsNoObject_NeedsABody(string original)
    {
        Assert.Null(ReplayMessage.TryBuild(Letter(original), default, 1, out var fault));
        Assert.Contains("body", fault);
        Assert.Null(ReplayMessage.TryBuild(Letter(original), Encoding.UTF8.GetBytes("{ cut"), 1, out fault));
        Assert.Contains("body", fault);
        var message = Built(original, """{"type":"userrep.profile.v1"}""");
        Assert.Equal((LetterId, "dead-letters"), (message.GetProperty("id").GetString(), message.GetProperty("source").GetString()));
        Assert.False(message.TryGetProperty("type", out _));
    }

    [Fact]
    public void Build_OfALetterThatWasCut_NeedsABody()
    {
        var letter = Letter(Original);
        letter.Entry.OriginalLength++;
        Assert.Null(ReplayMessage.TryBuild(letter, default, 1, out var fault));
        Assert.Contains("beginning", fault);
        Assert.NotNull(ReplayMessage.TryBuild(letter, "{}"u8.ToArray(), 1, out _));
    }

    [Fact]
    public void Identity_OfAReplay_IsItsOwnAndItsLetterTheSame()
    {
        using var messages = new RawMessages();
        var original = messages.Parse("", Encoding.UTF8.GetBytes(Original));
        var letter = Letter(Original);
        letter.Entry.Id = MessageIdentity.LetterId(original);
        var replays = new[] { 1, 2, 2 }.Select(n => messages.Parse("", ReplayMessage.TryBuild(letter, default, n, out _))).ToArray();
        Assert.All(replays, r => Assert.Equal(letter.Entry.Id, MessageIdentity.LetterId(r)));
        Assert.Equal(3, replays.Append(original).Select(MessageIdentity.Hash).Distinct().Count());
        Assert.Equal([1, 2, 2], replays.Select(r => ReplayMark.Of(r)!.Value.Number));
        Assert.Null(ReplayMark.Of(original));
    }

    private static (string?, string?, string?) Names(JsonElement message) =>
        (message.GetProperty("id").GetString(), message.GetProperty("source").GetString(), message.GetProperty("type").GetString());

    private static JsonElement Built(string original, string replacement)
    {
        var message = ReplayMessage.TryBuild(Letter(original), Encoding.UTF8.GetBytes(replacement), 3, out var fault);
        Assert.True(message is not null, fault);
        var json = JsonDocument.Parse(message).RootElement;
        Assert.Equal(("1.0", LetterId, "3"), (json.GetProperty("specversion").GetString(), json.GetProperty(ReplayMark.LetterAttribute).GetString(), json.GetProperty(ReplayMark.NumberAttribute).GetString()));
        return json;
    }

    private static StoredLetter Letter(string original) =>
        new() { Entry = new LetterEntry { Id = LetterId, OriginalLength = Encoding.UTF8.GetByteCount(original) }, Original = ByteString.CopyFromUtf8(original) };
}
