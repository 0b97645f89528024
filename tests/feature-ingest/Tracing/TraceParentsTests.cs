using System.Text;
using UserRep.ServiceDefaults.Telemetry;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Tests.Tracing;

public class TraceParentsTests
{
    private const string Sampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData($"\"{Sampled}\"", Sampled)]
    [InlineData("\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0b\"", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0b")]
    [InlineData("\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00\"", "")]
    [InlineData("\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0a\"", "")]
    [InlineData("\"00-00000000000000000000000000000000-b7ad6b7169203331-01\"", "")]
    [InlineData("\"00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01\"", "")]
    [InlineData("\"00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01\"", "")]
    [InlineData("\"00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01\"", "")]
    [InlineData("\"ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"", "")]
    [InlineData($"\"{Sampled}-more\"", "")]
    [InlineData("\"\\u0000-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203-01\"", "")]
    [InlineData("\"\\ud800af7651916cd43dd8448eb211c80319c-b7ad6b716920331-01\"", "")]
    [InlineData("\"\"", "")]
    [InlineData("7", "")]
    [InlineData("null", "")]
    public void Sampled_Envelope_GivesOnlyWhatIsValidAndSampled(string json, string expected)
    {
        using var messages = new RawMessages();

        var entry = messages.Parse("1", Encoding.UTF8.GetBytes($$"""{"id":"1","traceparent":{{json}}}"""));

        Assert.Equal(expected, TraceParents.Sampled(entry));
    }

    [Fact]
    public void Sampled_NoEnvelope_IsNone()
    {
        using var messages = new RawMessages();

        Assert.Equal("", TraceParents.Sampled(messages.Parse("1", "no json"u8.ToArray())));
        Assert.Equal("", TraceParents.Sampled(messages.Parse("2", "{}"u8.ToArray())));
    }
}
