using System.Text;
using System.Text.Json;
using UserRep.LocalMesh.PubSub;
using UserRep.LocalMesh.PubSub.CloudEvents;

namespace UserRep.LocalMesh.Tests.PubSub;

public sealed class CloudEventWriterTests
{
    private const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static readonly DateTimeOffset Now = new(2025, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);

    public static TheoryData<string, string, string> WrappedData => new()
    {
        { "application/json", """{"n":12345678901234567890,"d":1.50,"s":"<&>"}""", """ "data":{"n":12345678901234567890,"d":1.50,"s":"<&>"} """ },
        { "application/json; charset=utf-8", """ [1, 2] """, """ "data": [1, 2]  """ },
        { "application/json", "\"text\"", "\"data\":\"text\"" },
        { "application/json", "{\"broken\":", "\"data\":\"{\\\"broken\\\":\"" },
        { "application/json", "", "\"data\":\"\"" },
        { "application/json", "{} trailing", "\"data\":\"{} trailing\"" },
        { "text/plain", "héllo \"you\"", "\"data\":\"héllo \\\"you\\\"\"" },
        { "", "no type", "\"data\":\"no type\"" },
        { "application/octet-stream", "\u0001\u0002", "\"data_base64\":\"AQI=\"" },
        { "application/x-protobuf", "{}", "\"data\":\"{}\"" },
    };

    [Theory]
    [MemberData(nameof(WrappedData))]
    public void Wrap_OfEachContentType_IsDaprdsEnvelope(string contentType, string data, string expectedData)
    {
        var json = Wrap(contentType, Encoding.UTF8.GetBytes(data), new() { ["cloudevent.id"] = "fixed" }, out var expires);
        var stated = contentType.Length == 0 ? "text/plain" : contentType;
        var expected = "{\"id\":\"fixed\",\"specversion\":\"1.0\",\"type\":\"com.dapr.event.sent\",\"source\":\"app\",\"datacontenttype\":\"" + stated
            + "\",\"topic\":\"topic\",\"pubsubname\":\"bus\",\"traceid\":\"" + Trace + "\",\"traceparent\":\"" + Trace
            + "\",\"tracestate\":\"a=b\",\"time\":\"2025-03-04T05:06:07Z\"," + expectedData.Trim(' ') + "}";
        Assert.Equal(Squeeze(expected), Squeeze(json));
        Assert.Equal(0, expires);
    }

    [Fact]
    public void Wrap_WithoutOverrides_HasAUuidAndATrace()
    {
        var entry = new PublishEntry("", "{}"u8.ToArray(), "application/json", JournalTesting.NoMetadata);
        using var document = JsonDocument.Parse(Write(w => w.Wrap(entry, PublishMetadata.Parse(entry.Metadata, out _)!)));
        Assert.True(document.RootElement.GetProperty("id").TryGetGuid(out _));
        var trace = document.RootElement.GetProperty("traceparent").GetString()!;
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-00$", trace);
        Assert.Equal(trace, document.RootElement.GetProperty("traceid").GetString());
        Assert.Equal("", document.RootElement.GetProperty("tracestate").GetString());
    }

    [Fact]
    public void Wrap_WithOverridesAndTtl_TakesThem()
    {
        var metadata = new Dictionary<string, string>
        {
            ["CloudEvent.Type"] = "t", ["cloudevent.source"] = "s", ["cloudevent.subject"] = "about", ["cloudevent.traceparent"] = "tp", ["cloudevent.tracestate"] = "ts",
            ["ttlInSeconds"] = "90", ["partitionKey"] = "p",
        };
        using var document = JsonDocument.Parse(Wrap("text/plain", "x"u8.ToArray(), metadata, out var expires));
        var fields = document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString());
        Assert.Equal(("t", "s", "about", "tp", "tp", "ts"), (fields["type"], fields["source"], fields["subject"], fields["traceparent"], fields["traceid"], fields["tracestate"]));
        Assert.Equal("2025-03-04T05:07:37Z", fields["expiration"]);
        Assert.Equal(Now.AddSeconds(90).ToUnixTimeMilliseconds(), expires);
        Assert.DoesNotContain("partitionKey", fields.Keys);
    }

    [Fact]
    public void Wrap_InvalidUtf8_IsReplacedNotBroken()
    {
        using var document = JsonDocument.Parse(Wrap("application/json", [(byte)'"', 0xff, (byte)'"'], [], out _));
        Assert.Equal("\"\uFFFD\"", document.RootElement.GetProperty("data").GetString());
    }

    [Fact]
    public void Complete_SuppliedEvent_KeepsItsFieldsAndFillsTheRest()
    {
        var json = Complete("""{"type":"mine","topic":"old","data":{"a":[1,{"b":null}]},"pubsubname":5,"x\u0041":"é","time":null}""", [], out _);
        Assert.Equal(
            """{"type":"mine","data":{"a":[1,{"b":null}]},"xA":"é","topic":"topic","pubsubname":"bus","source":"Dapr","specversion":"1.0","time":"2025-03-04T05:06:07Z","traceid":"TRACE","traceparent":"TRACE","tracestate":"a=b"}"""
                .Replace("TRACE", Trace, StringComparison.Ordinal), json);
    }

    [Fact]
    public void Complete_EventWithAllFields_AddsNothing()
    {
        var json = Complete("""{"id":"1","source":"s","type":"t","specversion":"1.0","time":"2020-01-01T00:00:00Z","traceparent":"tp","data_base64":"AQI="}""", [], out _);
        Assert.Equal("""{"id":"1","source":"s","type":"t","specversion":"1.0","time":"2020-01-01T00:00:00Z","traceparent":"tp","data_base64":"AQI=","topic":"topic","pubsubname":"bus"}""", json);
    }

    [Fact]
    public void Complete_EventWithExpiration_ExpiresThenUnlessTtlSaysOtherwise()
    {
        Complete("""{"expiration":"2025-03-04T05:06:08Z"}""", [], out var own);
        Assert.Equal(new DateTimeOffset(2025, 3, 4, 5, 6, 8, TimeSpan.Zero).ToUnixTimeMilliseconds(), own);
        var json = Complete("""{"expiration":"2025-03-04T05:06:08Z"}""", new() { ["ttlInSeconds"] = "60" }, out var ttl);
        Assert.Equal(Now.AddSeconds(60).ToUnixTimeMilliseconds(), ttl);
        Assert.Equal(1, json.Split("expiration").Length - 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("text")]
    public void Complete_NoJsonObject_IsRefused(string data)
    {
        var entry = new PublishEntry("", Encoding.UTF8.GetBytes(data), ContentTypes.CloudEvents, JournalTesting.NoMetadata);
        using var buffer = new PooledBuffer();
        using var writer = new CloudEventWriter(buffer, "bus", "topic", "app", Now);
        Assert.False(writer.TryComplete(entry, PublishMetadata.Parse(entry.Metadata, out _)!, out _));
    }

    [Theory]
    [InlineData("rawPayload", "maybe")]
    [InlineData("ttlInSeconds", "0")]
    [InlineData("ttlInSeconds", "-1")]
    [InlineData("ttlInSeconds", "soon")]
    public void Metadata_Nonsense_IsRefusedWithItsName(string key, string value)
    {
        Assert.Null(PublishMetadata.Parse(new Dictionary<string, string> { [key] = value }, out var error));
        Assert.Contains(key, error);
        Assert.Contains(value, error);
    }

    private static string Wrap(string contentType, byte[] data, Dictionary<string, string> metadata, out long expires)
    {
        var entry = new PublishEntry("", data, contentType, metadata, Trace, "a=b");
        var result = 0L;
        var json = Write(w => result = w.Wrap(entry, PublishMetadata.Parse(metadata, out _)!));
        expires = result;
        return json;
    }

    private static string Complete(string data, Dictionary<string, string> metadata, out long expires)
    {
        var entry = new PublishEntry("", Encoding.UTF8.GetBytes(data), ContentTypes.CloudEvents, metadata, Trace, "a=b");
        var result = 0L;
        var json = Write(w => Assert.True(w.TryComplete(entry, PublishMetadata.Parse(metadata, out _)!, out result)));
        expires = result;
        return json;
    }

    private static string Write(Action<CloudEventWriter> write)
    {
        using var buffer = new PooledBuffer(16);
        using var writer = new CloudEventWriter(buffer, "bus", "topic", "app", Now);
        write(writer);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    /// <summary>Parsed and written again without blanks: data are copied with theirs.</summary>
    private static string Squeeze(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement);
    }
}
