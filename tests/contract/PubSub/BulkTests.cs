using System.Text.Json.Nodes;

namespace UserRep.Contract.Tests.PubSub;

public sealed class BulkTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Fact]
    public async Task Bulk_ToTheApp_HasDaprdsShape()
    {
        var mark = Unique();
        await PublishAsync(mark, 1, "SUCCESS");
        var arrived = (await ArrivedAsync("/bulk/all", mark))[0];
        Assert.StartsWith("application/json", arrived.Headers["content-type"]);
        var body = JsonNode.Parse(arrived.Body)!;
        Assert.Equal(("com.dapr.event.sent.bulk", "bulk", "pubsub"), ((string?)body["type"], (string?)body["topic"], (string?)body["pubsubname"]));
        var entry = body["entries"]!.AsArray().Single(e => e!.ToJsonString().Contains(mark, StringComparison.Ordinal))!;
        Assert.NotEmpty((string)entry["entryId"]!);
        Assert.StartsWith("application/cloudevents+json", (string?)entry["contentType"]);
        Assert.Equal(mark, (string?)entry["event"]!["data"]!["mark"]);
    }

    [Fact]
    public async Task Bulk_WithoutWaiting_ComesInFewRequests()
    {
        var mark = Unique();
        await PublishAsync(mark, 40, "SUCCESS");
        await Eventually.HasAsync(() => RecordedAsync("/bulk/all", mark), r => Entries(r, mark) == 40, "all entries");
        Assert.InRange((await RecordedAsync("/bulk/all", mark)).Count, 1, 10);
    }

    [Fact]
    public async Task Bulk_MixedReply_RetriesWhatFailedAndWhatIsMissing()
    {
        var mark = Unique();
        await PublishAsync(mark + "-ok", 1, "SUCCESS");
        await PublishAsync(mark + "-drop", 1, "DROP");
        await PublishAsync(mark + "-retry", 1, "RETRY", "SUCCESS");
        await PublishAsync(mark + "-missing", 1, "missing", "SUCCESS");
        await Eventually.HasAsync(() => RecordedAsync("/bulk/all", mark), r => Entries(r, mark + "-retry") == 2 && Entries(r, mark + "-missing") == 2, "two deliveries of both");
        var all = await RecordedAsync("/bulk/all", mark);
        Assert.Equal((1, 1), (Entries(all, mark + "-ok"), Entries(all, mark + "-drop")));
    }

    [Fact]
    public async Task Bulk_UnreadableReply_RetriesAll()
    {
        var mark = Unique();
        await PublishAsync(mark, 2, "text", "SUCCESS");
        await Eventually.HasAsync(() => RecordedAsync("/bulk/all", mark), r => Entries(r, mark + "\",\"n\":0") >= 2 && Entries(r, mark + "\",\"n\":1") >= 2, "both again");
    }

    private static int Entries(IEnumerable<Recorded> requests, string mark) =>
        requests.SelectMany(r => JsonNode.Parse(r.Body)!["entries"]!.AsArray()).Count(e => e!["event"]!.ToJsonString().Contains(mark, StringComparison.Ordinal));

    private async Task PublishAsync(string mark, int count, params string[] replies)
    {
        var entries = Enumerable.Range(0, count).Select(i => new JsonObject
        {
            ["entryId"] = $"{i}",
            ["contentType"] = "application/json",
            ["event"] = new JsonObject { ["mark"] = mark, ["n"] = i, ["replies"] = new JsonArray([.. replies.Select(r => JsonValue.Create(r))]) },
        });
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/bulk/pubsub/bulk", new JsonArray([.. entries]).ToJsonString())).Is(204);
    }
}
