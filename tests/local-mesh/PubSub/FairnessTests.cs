namespace UserRep.LocalMesh.Tests.PubSub;

/// <summary>What one subscriber does is its own affair: others go on, and the mesh's memory stays bounded.</summary>
public sealed class FairnessTests
{
    private const string Bulk = """[{"topic":"t","pubsubName":"bus","route":"on-t","bulkSubscribe":{"enabled":true,"maxMessagesCount":500}},{"topic":"u","pubsubName":"bus","route":"on-u"}]""";
    private const string Plain = """[{"topic":"t","pubsubName":"bus","route":"on-t"}]""";

    [Fact]
    public async Task AppThatNeverAnswers_HoldsUpNobodyElse()
    {
        await using var mesh = new DispatcherFixture();
        var release = new TaskCompletionSource();
        await using var stuck = await SubscriberApp.StartAsync(Bulk, async r =>
        {
            if (r.Path == "/on-t")
                await release.Task;
            return (200, "");
        }, "stuck");
        await using var well = await SubscriberApp.StartAsync(Plain, _ => Task.FromResult((200, "")), "well");
        await mesh.UpAsync(stuck);
        await mesh.UpAsync(well);
        await mesh.PublishAsync("t", 1, 3000);
        await mesh.PublishAsync("u", 1, 20);
        await mesh.DrainedAsync("t", "well");
        await mesh.DrainedAsync("u", "stuck");
        var stats = mesh.Stats("t", "stuck");
        Assert.Equal((1, 3000L), (stats.Replicas, stats.Backlog));
        // Two deliveries of at most 500: the rest of the backlog stays on disk.
        Assert.InRange(stats.InFlight, 1, 1000);
        release.SetResult();
    }

    [Fact]
    public async Task AppThatFailsEverything_HoldsUpNobodyElse_AndItsOwnQueueIsBounded()
    {
        await using var mesh = new DispatcherFixture(redeliverInterval: TimeSpan.FromMinutes(10));
        await using var failing = await SubscriberApp.StartAsync(Bulk, r => Task.FromResult((r.Path == "/on-t" ? 500 : 200, "")), "failing");
        await using var well = await SubscriberApp.StartAsync(Bulk, r => Task.FromResult((200, AllSucceed(r))), "well");
        await mesh.UpAsync(failing);
        await mesh.UpAsync(well);
        for (var from = 1; from < 13_000; from += 1000)
            await mesh.PublishAsync("t", from, 1000);
        await mesh.DrainedAsync("t", "well");
        await Eventually.IsAsync(() => mesh.Stats("t", "failing") is { Waiting: >= 10_000, InFlight: 0 }, "it takes no more");
        var stats = mesh.Stats("t", "failing");
        Assert.InRange(stats.Waiting, 10_000, 11_000);
        Assert.Equal((13_000L, 1), (stats.Backlog, stats.MostFailures));
        await mesh.PublishAsync("u", 1, 5);
        await mesh.DrainedAsync("u", "failing");
    }

    [Fact]
    public async Task PoisonMessage_ComesAgainAndAgain_WhileOthersPassIt()
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync(Plain, r => Task.FromResult((r.Number == 3 ? 500 : 200, "")));
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1, 50);
        await Eventually.IsAsync(() => mesh.Stats("t") is { Backlog: 1, MostFailures: >= 3 }, "only the poison message is left");
        Assert.Equal(50, app.Received.Select(r => r.Number).Distinct().Count());
    }

    [Fact]
    public async Task OneDeliveryAtATime_KeepsTheOrderOfPublishing()
    {
        await using var mesh = new DispatcherFixture(concurrency: 1);
        await using var app = await SubscriberApp.StartAsync(Plain, _ => Task.FromResult((200, "")));
        await mesh.UpAsync(app);
        for (var n = 1; n <= 200; n += 5)
            await mesh.PublishAsync("t", n, 5);
        await mesh.DrainedAsync("t");
        Assert.Equal(Enumerable.Range(1, 200), app.Received.Select(r => r.Number));
    }

    [Fact]
    public async Task WallClockSetBack_RedeliveryComesInTime()
    {
        var clock = new SettableClock();
        await using var mesh = new DispatcherFixture(time: clock);
        await using var app = await SubscriberApp.StartAsync(Plain, r =>
        {
            clock.Offset -= TimeSpan.FromHours(1);
            return Task.FromResult((clock.Offset <= TimeSpan.FromHours(-3) ? 200 : 500, ""));
        });
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1);
        await mesh.DrainedAsync("t");
        Assert.Equal(3, app.Received.Count);
    }

    [Fact]
    public async Task SubscriptionOfAnAppThatIsGone_KeepsItsMessagesAndIsSeen()
    {
        await using var mesh = new DispatcherFixture();
        mesh.Journal.Subscribe("t", "gone");
        await mesh.PublishAsync("t", 1, 3);
        var stats = mesh.Stats("t", "gone");
        Assert.Equal((0, 3L), (stats.Replicas, stats.Backlog));
        Assert.NotNull(stats.OldestSeconds);
    }

    private static string AllSucceed(Received received) =>
        received.Json.TryGetProperty("entries", out var entries)
            ? $$"""{"statuses":[{{string.Join(',', entries.EnumerateArray().Select(e => $$"""{"entryId":"{{e.GetProperty("entryId").GetString()}}","status":"SUCCESS"}"""))}}]}"""
            : "";
}
