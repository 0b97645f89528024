using System.Text.Json.Nodes;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;

namespace UserRep.Contract.Tests.PubSub;

/// <summary>Published through the subscriber's own sidecar unless a test is about another's: a bus in memory is no wider than that.</summary>
public sealed class PublishTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Fact]
    public async Task Publish_Json_IsWrappedAndDelivered()
    {
        var mark = Unique();
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/plain", $$"""{"mark":"{{mark}}","n":1}""", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))).Is(204);
        var arrived = (await ArrivedAsync("/events/plain", mark))[0];
        Assert.Equal(("POST", "/events/plain", "pubsub"), (arrived.Method, arrived.Path, arrived.Headers["pubsubname"]));
        Assert.StartsWith("application/cloudevents+json", arrived.Headers["content-type"]);
        var envelope = JsonNode.Parse(arrived.Body)!;
        Assert.Equal(("1.0", "com.dapr.event.sent", "wire"), ((string?)envelope["specversion"], (string?)envelope["type"], (string?)envelope["source"]));
        Assert.StartsWith("application/json", (string?)envelope["datacontenttype"]);
        Assert.Equal(("plain", "pubsub"), ((string?)envelope["topic"], (string?)envelope["pubsubname"]));
        Assert.Equal((mark, 1), ((string?)envelope["data"]!["mark"], (int)envelope["data"]!["n"]!));
        Assert.True(Guid.TryParse((string?)envelope["id"], out _));
        Assert.Contains("0af7651916cd43dd8448eb211c80319c", (string?)envelope["traceparent"]);
        Assert.True(DateTimeOffset.TryParse((string?)envelope["time"], out _));
    }

    [Fact]
    public async Task Publish_WithMetadata_OverridesTheEnvelope()
    {
        var mark = Unique();
        (await Target.SendAsync(Wire, "POST", $"/v1.0/publish/pubsub/plain?metadata.cloudevent.id={mark}&metadata.cloudevent.source=me&metadata.cloudevent.type=mine&metadata.cloudevent.subject=it&metadata.other=x", """{"a":1}""")).Is(204);
        var arrived = (await ArrivedAsync("/events/plain", mark))[0];
        var envelope = JsonNode.Parse(arrived.Body)!;
        Assert.Equal((mark, "me", "mine", "it"), ((string?)envelope["id"], (string?)envelope["source"], (string?)envelope["type"], (string?)envelope["subject"]));
    }

    [Fact]
    public async Task Publish_OfACloudEvent_KeepsItAndAddsWhatIsMissing()
    {
        var mark = Unique();
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/plain", $$$"""{"id":"{{{mark}}}","type":"given","specversion":"1.0","source":"elsewhere","topic":"wrong","data":{"a":1}}""", ("content-type", "application/cloudevents+json"))).Is(204);
        var envelope = JsonNode.Parse((await ArrivedAsync("/events/plain", mark))[0].Body)!;
        Assert.Equal(("given", "elsewhere", "plain"), ((string?)envelope["type"], (string?)envelope["source"], (string?)envelope["topic"]));
        Assert.NotEmpty((string)envelope["time"]!);
    }

    [Fact]
    public async Task Publish_BytesAndText_ComeAsBase64AndString()
    {
        var (bytes, text) = (Unique(), Unique());
        await Target.Grpc(Wire).PublishEventAsync(new PublishEventRequest { PubsubName = Bus, Topic = "plain", Data = ByteString.CopyFrom(1, 2, 255), DataContentType = "application/octet-stream", Metadata = { ["cloudevent.id"] = bytes } });
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/plain", "some " + text)).Is(204);
        Assert.Equal("AQL/", (string?)JsonNode.Parse((await ArrivedAsync("/events/plain", bytes))[0].Body)!["data_base64"]);
        Assert.Equal("some " + text, (string?)JsonNode.Parse((await ArrivedAsync("/events/plain", text))[0].Body)!["data"]);
    }

    [Fact]
    public async Task Publish_ByAnotherApp_IsDelivered()
    {
        var mark = Unique();
        await Grpc.PublishEventAsync(Event("plain", mark));
        var envelope = JsonNode.Parse((await ArrivedAsync("/events/plain", mark))[0].Body)!;
        Assert.Equal("playground", (string?)envelope["source"]);
    }

    [Fact]
    public async Task Publish_Raw_ComesAsBase64OfTheBytesSent()
    {
        var mark = Unique();
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/raw?metadata.rawPayload=true", mark)).Is(204);
        var coded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(mark));
        var envelope = JsonNode.Parse((await ArrivedAsync("/events/raw", coded))[0].Body)!;
        Assert.Equal(coded, (string?)envelope["data_base64"]);
        Assert.NotEmpty((string)envelope["id"]!);
    }

    [Fact]
    public async Task Publish_Expired_IsNotDelivered()
    {
        var (expired, kept) = (Unique(), Unique());
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/plain", $$"""{"id":"{{expired}}","type":"t","specversion":"1.0","source":"s","expiration":"2001-01-01T00:00:00Z","data":1}""", ("content-type", "application/cloudevents+json"))).Is(204);
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/plain", $$"""{"mark":"{{kept}}"}""")).Is(204);
        await ArrivedAsync("/events/plain", kept);
        Assert.Empty(await RecordedAsync("/events/plain", expired));
    }

    [Theory]
    [InlineData("/v1.0/publish/bulk/pubsub/plain")]
    [InlineData("/v1.0-alpha1/publish/bulk/pubsub/plain")]
    public async Task BulkPublish_Http_DeliversEveryEntry(string path)
    {
        var mark = Unique();
        (await Target.SendAsync(Wire, "POST", path, $$$"""[{"entryId":"1","event":{"mark":"{{{mark}}}"},"contentType":"application/json"},{"entryId":"2","event":"text {{{mark}}}","contentType":"text/plain","metadata":{"cloudevent.type":"own"}}]""")).Is(204);
        var arrived = await ArrivedAsync("/events/plain", mark, 2);
        Assert.Contains(arrived, r => r.Body.Contains("\"own\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BulkPublish_Grpc_DeliversEveryEntry()
    {
        var mark = Unique();
        var request = new BulkPublishRequest { PubsubName = Bus, Topic = "plain" };
        for (var i = 0; i < 5; i++)
            request.Entries.Add(new BulkPublishRequestEntry { EntryId = $"{i}", ContentType = "application/json", Event = ByteString.CopyFromUtf8($$"""{"mark":"{{mark}}","n":{{i}}}""") });
        Assert.Empty((await Target.Grpc(Wire).BulkPublishEventAsync(request)).FailedEntries);
        await ArrivedAsync("/events/plain", mark, 5);
    }

    [Fact]
    public async Task Failures_Http_HaveDaprdsCodes()
    {
        var unknown = (await SendAsync("POST", "/v1.0/publish/nowhere/t", "{}")).Fails(404, "ERR_PUBSUB_NOT_FOUND");
        Assert.Equal("DAPR_PUBSUB_NOT_FOUND", (string?)unknown.Json["details"]![0]!["reason"]);
        (await SendAsync("POST", "/v1.0/publish/pubsub/", "{}")).Fails(404, "ERR_TOPIC_NAME_EMPTY");
        (await Target.SendAsync(Plain, "POST", "/v1.0/publish/pubsub/plain", "{}")).Fails(403, "ERR_PUBSUB_FORBIDDEN");
        (await SendAsync("POST", "/v1.0/publish/pubsub/closed", "{}")).Fails(403, "ERR_PUBSUB_FORBIDDEN");
        (await SendAsync("POST", "/v1.0/publish/bulk/pubsub/plain", """[{"entryId":"1","event":1,"contentType":"application/json"},{"entryId":"1","event":1,"contentType":"application/json"}]""")).Fails(400, "ERR_PUBSUB_EVENTS_SER");
        (await SendAsync("POST", "/v1.0/publish/bulk/pubsub/plain", """[{"event":1,"contentType":"application/json"}]""")).Fails(400, "ERR_PUBSUB_EVENTS_SER");
    }

    [Fact]
    public async Task Failures_Grpc_HaveDaprdsCodes()
    {
        await FailsAsync(Grpc.PublishEventAsync(new PublishEventRequest { PubsubName = "nowhere", Topic = "t" }), StatusCode.InvalidArgument);
        await FailsAsync(Grpc.PublishEventAsync(new PublishEventRequest { PubsubName = Bus }), StatusCode.InvalidArgument);
        await FailsAsync(Target.Grpc(Plain).PublishEventAsync(Event("plain", "x")), StatusCode.PermissionDenied);
        var twins = new BulkPublishRequest { PubsubName = Bus, Topic = "plain", Entries = { new BulkPublishRequestEntry { EntryId = "1" }, new BulkPublishRequestEntry { EntryId = "1" } } };
        await FailsAsync(Grpc.BulkPublishEventAsync(twins), StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Scopes_OfComponents_HideABusFromOthers()
    {
        (await SendAsync("POST", "/v1.0/publish/narrowbus/t", "{}")).Fails(404, "ERR_PUBSUB_NOT_FOUND");
        (await Target.SendAsync(Sdk, "POST", "/v1.0/publish/narrowbus/t", "{}")).Is(204);
    }

    [Fact]
    public async Task Subscription_ToATopicOutOfScope_GetsNothing()
    {
        var (closed, open) = (Unique(), Unique());
        (await Target.SendAsync(Plain, "POST", "/v1.0/publish/pubsub/closed", $$"""{"mark":"{{closed}}"}""")).Is(204);
        (await SendAsync("POST", "/v1.0/publish/pubsub/plain", $$"""{"mark":"{{open}}"}""")).Is(204);
        await ArrivedAsync("/events/plain", open);
        Assert.Empty(await RecordedAsync("/events/closed", closed));
    }

    private static PublishEventRequest Event(string topic, string mark) =>
        new() { PubsubName = Bus, Topic = topic, DataContentType = "application/json", Data = ByteString.CopyFromUtf8($$"""{"mark":"{{mark}}"}""") };
}
