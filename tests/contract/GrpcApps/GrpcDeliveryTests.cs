using System.Text.Json.Nodes;

namespace UserRep.Contract.Tests.GrpcApps;

/// <summary>Events to an app that speaks gRPC. The event says how it is answered, a word for each delivery.</summary>
public sealed class GrpcDeliveryTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Fact]
    public async Task GrpcEvent_HasDaprdsFields()
    {
        var mark = Unique();
        (await Target.SendAsync(GrpcApp, "POST", "/v1.0/publish/pubsub/grpc-plain?metadata.own=x", $$"""{"mark":"{{mark}}"}""")).Is(204);
        var arrived = (await ArrivedAsync("grpc-plain/", mark, app: GrpcApp))[0];
        Assert.Equal(("OnTopicEvent", "grpc-plain/plain"), (arrived.Method, arrived.Path));
        var body = JsonNode.Parse(arrived.Body)!;
        Assert.Equal(("grpc", "com.dapr.event.sent", "1.0"), ((string?)body["source"], (string?)body["type"], (string?)body["specVersion"]));
        Assert.StartsWith("application/json", (string?)body["dataContentType"]);
        Assert.Equal(("grpc-plain", "pubsub", "plain", $$"""{"mark":"{{mark}}"}"""), ((string?)body["topic"], (string?)body["pubsubName"], (string?)body["path"], (string?)body["data"]));
        Assert.NotEmpty((string?)body["id"] ?? "");
        Assert.Equal(("grpc-plain", "pubsub"), ((string?)body["extensions"]!["topic"], (string?)body["extensions"]!["pubsubname"]));
        Assert.NotEmpty((string?)body["extensions"]!["traceid"] ?? "");
        Assert.Null(body["extensions"]!["id"]);
    }

    [Fact]
    public async Task GrpcRules_ChooseThePath()
    {
        var mark = Unique();
        foreach (var type in new[] { "a", "b", "c" })
            (await Target.SendAsync(GrpcApp, "POST", $"/v1.0/publish/pubsub/grpc-routed?metadata.cloudevent.type={type}", $$"""{"mark":"{{mark}}","type":"{{type}}"}""")).Is(204);
        await PublishAsync("grpc-unrouted", mark, "SUCCESS");
        foreach (var (type, path) in new[] { ("a", "a"), ("b", "b"), ("c", "other") })
            Assert.Contains($"\\u0022type\\u0022:\\u0022{type}\\u0022", (await ArrivedAsync($"grpc-routed/{path}", mark, app: GrpcApp))[0].Body);
        Assert.Equal(3, (await RecordedAsync("grpc-routed/", mark, GrpcApp)).Count);
        // Over gRPC an app needs no route.
        Assert.Equal("grpc-unrouted/", (await ArrivedAsync("grpc-unrouted/", mark, app: GrpcApp))[0].Path);
    }

    [Theory]
    [InlineData("SUCCESS")]
    [InlineData("DROP")]
    [InlineData("Unimplemented")]
    public async Task GrpcReply_ThatEndsIt_IsNotDeliveredAgain(string reply)
    {
        var (mark, after) = (Unique(), Unique());
        await PublishAsync("grpc-plain", mark, reply);
        await ArrivedAsync("grpc-plain/", mark, app: GrpcApp);
        // By the time that this one has come for the third time, one that is tried again had come for the second.
        await PublishAsync("grpc-plain", after, "RETRY", "RETRY", "SUCCESS");
        await ArrivedAsync("grpc-plain/", after, 3, GrpcApp);
        Assert.Single(await RecordedAsync("grpc-plain/", mark, GrpcApp));
    }

    [Theory]
    [InlineData("RETRY")]
    [InlineData("7")]
    [InlineData("Internal")]
    [InlineData("Unavailable")]
    public async Task GrpcReply_ThatFails_IsDeliveredAgainUntilItSucceeds(string reply)
    {
        var mark = Unique();
        await PublishAsync("grpc-plain", mark, reply, reply, "SUCCESS");
        var arrived = await ArrivedAsync("grpc-plain/", mark, 3, GrpcApp);
        Assert.Single(arrived.Select(r => (string?)JsonNode.Parse(r.Body)!["id"]).Distinct());
    }

    [Theory]
    [InlineData("RETRY")]
    [InlineData("DROP")]
    [InlineData("Internal")]
    public async Task GrpcDeadLetterTopic_GetsWhatIsDroppedOrFails_AsItWas(string reply)
    {
        var mark = Unique();
        await PublishAsync("grpc-lettered", mark, reply);
        var letter = JsonNode.Parse((await ArrivedAsync("grpc-letters/", mark, app: GrpcApp))[0].Body)!;
        var original = JsonNode.Parse((await ArrivedAsync("grpc-lettered/", mark, app: GrpcApp))[0].Body)!;
        Assert.Equal((string?)original["id"], (string?)letter["id"]);
        Assert.Equal(("grpc-letters", "grpc-lettered"), ((string?)letter["topic"], (string?)letter["extensions"]!["topic"]));
        Assert.Single(await RecordedAsync("grpc-lettered/", mark, GrpcApp));
    }

    [Fact]
    public async Task GrpcDeadLetterTopic_GetsNothing_OfUnimplemented()
    {
        var (mark, after) = (Unique(), Unique());
        await PublishAsync("grpc-lettered", mark, "Unimplemented");
        await ArrivedAsync("grpc-lettered/", mark, app: GrpcApp);
        await PublishAsync("grpc-lettered", after, "DROP");
        await ArrivedAsync("grpc-letters/", after, app: GrpcApp);
        Assert.Empty(await RecordedAsync("grpc-letters/", mark, GrpcApp));
    }

    [Fact]
    public async Task GrpcRaw_IsThePublishedBytes()
    {
        var mark = Unique();
        (await Target.SendAsync(GrpcApp, "POST", "/v1.0/publish/pubsub/grpc-raw?metadata.rawPayload=true", mark)).Is(204);
        var body = JsonNode.Parse((await ArrivedAsync("grpc-raw/", mark, app: GrpcApp))[0].Body)!;
        Assert.Equal((mark, "application/octet-stream"), ((string?)body["data"], (string?)body["dataContentType"]));
        Assert.NotEmpty((string?)body["id"] ?? "");
    }

    [Fact]
    public async Task GrpcBulk_HasDaprdsShape()
    {
        var mark = Unique();
        await PublishAsync("grpc-bulk", mark, "SUCCESS");
        var arrived = (await ArrivedAsync("grpc-bulk/", mark, app: GrpcApp))[0];
        Assert.Equal(("OnBulkTopicEvent", "grpc-bulk/all"), (arrived.Method, arrived.Path));
        var body = JsonNode.Parse(arrived.Body)!;
        Assert.Equal(("com.dapr.event.sent.bulk", "grpc-bulk", "pubsub", "all"), ((string?)body["type"], (string?)body["topic"], (string?)body["pubsubName"], (string?)body["path"]));
        var entry = body["entries"]!.AsArray().Single(e => e!.ToJsonString().Contains(mark, StringComparison.Ordinal))!;
        Assert.NotEmpty((string?)entry["entryId"] ?? "");
        Assert.StartsWith("application/cloudevents+json", (string?)entry["contentType"]);
        Assert.Equal("grpc", (string?)entry["cloudEvent"]!["source"]);
        Assert.StartsWith("application/json", (string?)entry["cloudEvent"]!["dataContentType"]);
    }

    [Fact]
    public async Task GrpcBulk_MixedReply_RetriesWhatFailedAndWhatIsMissing()
    {
        var mark = Unique();
        await PublishAsync("grpc-bulk", mark + "-ok", "SUCCESS");
        await PublishAsync("grpc-bulk", mark + "-drop", "DROP");
        await PublishAsync("grpc-bulk", mark + "-retry", "RETRY", "RETRY", "SUCCESS");
        await PublishAsync("grpc-bulk", mark + "-missing", "missing", "SUCCESS");
        var all = await Eventually.HasAsync(() => RecordedAsync("grpc-bulk/", mark, GrpcApp), r => Entries(r, mark + "-retry") == 3 && Entries(r, mark + "-missing") == 2, "the failed ones again");
        Assert.Equal((1, 1), (Entries(all, mark + "-ok"), Entries(all, mark + "-drop")));
    }

    private static int Entries(IEnumerable<Recorded> bulks, string mark) =>
        bulks.SelectMany(b => JsonNode.Parse(b.Body)!["entries"]!.AsArray()).Count(e => e!.ToJsonString().Contains(mark, StringComparison.Ordinal));

    private async Task PublishAsync(string topic, string mark, params string[] replies) =>
        (await Target.SendAsync(GrpcApp, "POST", $"/v1.0/publish/pubsub/{topic}", new JsonObject { ["mark"] = mark, ["replies"] = new JsonArray([.. replies.Select(r => JsonValue.Create(r))]) }.ToJsonString())).Is(204);
}
