using System.Text.Json;

namespace UserRep.LocalMesh.Tests.PubSub;

public sealed class BulkDeliveryTests
{
    private const string Bulk = """[{"topic":"t","pubsubName":"bus","route":"on-t","bulkSubscribe":{"enabled":true,"maxMessagesCount":10,"maxAwaitDurationMs":60000}}]""";
    private const string BulkWithDeadLetter = """[{"topic":"t","pubsubName":"bus","route":"on-t","deadLetterTopic":"dead","bulkSubscribe":{"enabled":true,"maxMessagesCount":10}}]""";

    [Fact]
    public async Task Bulk_ToApp_HasDaprsShapeAndComesWithoutWaiting()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, 25, new Dictionary<string, string> { ["key"] = "k" });
        await using var app = await SubscriberApp.StartAsync(Bulk, r => Task.FromResult((200, All(r, "SUCCESS"))));
        await mesh.UpAsync(app);
        await mesh.DrainedAsync("t");
        Assert.Equal(Enumerable.Range(1, 25), app.Received.SelectMany(r => r.Entries).Select(e => e.Number).Order());
        Assert.Equal([5, 10, 10], app.Received.Select(r => r.Entries.Count).Order());
        var first = app.Received.First();
        Assert.Equal("application/json", first.Headers["content-type"]);
        Assert.Equal("com.dapr.event.sent.bulk", first.Json.GetProperty("type").GetString());
        Assert.Equal(("t", "bus"), (first.Json.GetProperty("topic").GetString(), first.Json.GetProperty("pubsubname").GetString()));
        Assert.True(first.Json.GetProperty("id").TryGetGuid(out _));
        Assert.Equal("bus", first.Json.GetProperty("metadata").GetProperty("pubsubname").GetString());
        var entry = first.Json.GetProperty("entries")[0];
        Assert.Equal("application/cloudevents+json", entry.GetProperty("contentType").GetString());
        Assert.Equal("k", entry.GetProperty("metadata").GetProperty("key").GetString());
        Assert.Equal("com.dapr.event.sent", entry.GetProperty("event").GetProperty("type").GetString());
    }

    [Fact]
    public async Task ProcessDyingMidBulk_HandsAllOfItToTheOtherReplica()
    {
        await using var mesh = new DispatcherFixture(concurrency: 1);
        await using var dying = await SubscriberApp.StartAsync(BulkWithDeadLetter, async r =>
        {
            await Task.Delay(Timeout.Infinite, r.Context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return (200, "");
        });
        await mesh.UpAsync(dying);
        await mesh.PublishAsync("t", 1, 10);
        await Eventually.IsAsync(() => !dying.Received.IsEmpty, "a bulk is in flight");
        mesh.Dispatcher.OnDown(dying.Replica);
        await using var other = await SubscriberApp.StartAsync(BulkWithDeadLetter, r => Task.FromResult((200, All(r, "SUCCESS"))), index: 1);
        await mesh.UpAsync(other);
        await mesh.DrainedAsync("t");
        Assert.Equal(Enumerable.Range(1, 10), other.Received.SelectMany(r => r.Entries).Select(e => e.Number).Distinct().Order());
        Assert.Equal(0, mesh.Stats("t").DeadLettered);
    }

    [Fact]
    public async Task Bulk_MixedReply_RetriesOnlyWhatFailedOrIsMissing()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, 6);
        var first = true;
        await using var app = await SubscriberApp.StartAsync(Bulk, r =>
        {
            if (!first)
                return Task.FromResult((200, All(r, "SUCCESS")));
            first = false;
            // 1 succeeds, 2 is to be retried, 3 dropped, 4 has an unknown status, 5 an empty one, 6 is missing; 99 was never sent.
            string[] statuses = ["SUCCESS", "RETRY", "DROP", "MAYBE", ""];
            var reply = r.Entries.Take(5).Zip(statuses, (e, s) => new { e.EntryId, status = s }).Append(new { EntryId = "99", status = "SUCCESS" });
            return Task.FromResult((200, JsonSerializer.Serialize(new { statuses = reply }, JsonSerializerOptions.Web)));
        });
        await mesh.UpAsync(app);
        await mesh.DrainedAsync("t");
        Assert.Equal([2, 4, 5, 6], app.Received.Skip(1).SelectMany(r => r.Entries).Select(e => e.Number).Order());
        Assert.Equal((5, 1), (mesh.Stats("t").Delivered, mesh.Stats("t").Dropped));
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "garbage")]
    [InlineData(200, "{}")]
    [InlineData(200, "{\"statuses\":[{\"entryId\":1}]}")]
    [InlineData(503, "")]
    public async Task Bulk_UnreadableReply_RetriesAll(int status, string body)
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, 3);
        var tries = 0;
        await using var app = await SubscriberApp.StartAsync(Bulk, r => Task.FromResult(Interlocked.Increment(ref tries) == 1 ? (status, body) : (200, All(r, "SUCCESS"))));
        await mesh.UpAsync(app);
        await mesh.DrainedAsync("t");
        Assert.Equal([1, 2, 3], app.Received.Skip(1).SelectMany(r => r.Entries).Select(e => e.Number).Order());
    }

    [Fact]
    public async Task Bulk_NotFound_DropsAll()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, 3);
        await using var app = await SubscriberApp.StartAsync(BulkWithDeadLetter, _ => Task.FromResult((404, "")));
        await mesh.UpAsync(app);
        await mesh.DrainedAsync("t");
        Assert.Equal(3, mesh.Stats("t").Dropped);
        Assert.DoesNotContain(mesh.Journal.Topics, t => t.Name == "dead");
    }

    [Fact]
    public async Task Bulk_WithDeadLetterTopic_SendsFailuresThere()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, 4);
        await using var app = await SubscriberApp.StartAsync(BulkWithDeadLetter, r => Task.FromResult((200, JsonSerializer.Serialize(new
        {
            statuses = r.Entries.Select(e => new { entryId = e.EntryId, status = e.Number % 2 == 0 ? "RETRY" : "SUCCESS" }),
        }))));
        await mesh.UpAsync(app);
        await mesh.DrainedAsync("t");
        var dead = mesh.Journal.Topic("dead").ReadAll().Values;
        Assert.Equal([2, 4], dead.Select(d => JsonDocument.Parse(d).RootElement.GetProperty("data").GetProperty("n").GetInt32()).Order());
        Assert.Equal((2, 2), (mesh.Stats("t").Delivered, mesh.Stats("t").DeadLettered));
    }

    [Fact]
    public async Task Bulk_RawSubscription_GetsBase64Entries()
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync(
            """[{"topic":"t","pubsubname":"bus","route":"/r","metadata":{"rawPayload":"true"},"bulkSubscribe":{"enabled":true}}]""",
            r => Task.FromResult((200, JsonSerializer.Serialize(new { statuses = r.Json.GetProperty("entries").EnumerateArray().Select(e => new { entryId = e.GetProperty("entryId").GetString(), status = "SUCCESS" }) }))));
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1, metadata: new Dictionary<string, string> { ["rawPayload"] = "true" });
        await mesh.DrainedAsync("t");
        var entry = Assert.Single(app.Received).Json.GetProperty("entries")[0];
        Assert.Equal("{\"n\":1}"u8.ToArray(), entry.GetProperty("event").GetBytesFromBase64());
        Assert.Equal("application/json", entry.GetProperty("contentType").GetString());
    }

    [Fact]
    public async Task Bulk_LargeMessages_AreSplitBySize()
    {
        await using var mesh = new DispatcherFixture(concurrency: 1);
        var large = new string('x', 2 << 20);
        var entries = Enumerable.Range(1, 5).Select(n => JournalPublisherTests.Entry($"e{n}", $"{{\"n\":{n},\"x\":\"{large}\"}}")).ToList();
        await mesh.Publisher.PublishAsync("publisher", "bus", "t", entries, TestContext.Current.CancellationToken);
        await using var app = await SubscriberApp.StartAsync(Bulk, r => Task.FromResult((200, All(r, "SUCCESS"))));
        await mesh.UpAsync(app);
        await mesh.DrainedAsync("t");
        Assert.Equal([1, 2, 2], app.Received.Select(r => r.Entries.Count).Order());
    }

    private static string All(Received received, string status) =>
        JsonSerializer.Serialize(new { statuses = received.Entries.Select(e => new { entryId = e.EntryId, status }) });
}
