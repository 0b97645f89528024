using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using UserRep.LocalMesh.PubSub.Components;
using UserRep.LocalMesh.PubSub.Deliveries;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.PubSub;

public sealed class ReplicaDeliveryTests
{
    private const string Plain = """[{"topic":"t","pubsubName":"bus","route":"on-t"},{"topic":"u","pubsubName":"bus","route":"on-u"}]""";
    private const string WithDeadLetter = """[{"topic":"t","pubsubName":"bus","route":"on-t","deadLetterTopic":"dead"}]""";

    [Fact]
    public async Task TwoReplicas_TogetherGetEachMessageOnce()
    {
        await using var mesh = new DispatcherFixture();
        await using var one = await SubscriberApp.StartAsync(Plain, _ => Ok(), index: 0);
        await using var two = await SubscriberApp.StartAsync(Plain, _ => Ok(), index: 1);
        await mesh.UpAsync(one);
        await mesh.UpAsync(two);
        await mesh.PublishAsync("t", 1, 300);
        await mesh.DrainedAsync("t");
        Assert.Equal(Enumerable.Range(1, 300), one.Received.Concat(two.Received).Select(r => r.Number).Order());
        Assert.NotEmpty(one.Received);
        Assert.NotEmpty(two.Received);
    }

    [Fact]
    public async Task TwoApps_EachGetEveryMessage()
    {
        await using var mesh = new DispatcherFixture();
        await using var one = await SubscriberApp.StartAsync(Plain, _ => Ok(), "one");
        await using var two = await SubscriberApp.StartAsync(Plain, _ => Ok(), "two");
        await mesh.UpAsync(one);
        await mesh.UpAsync(two);
        await mesh.PublishAsync("t", 1, 20);
        await mesh.DrainedAsync("t", "one");
        await mesh.DrainedAsync("t", "two");
        Assert.Equal((20, 20), (one.Received.Count, two.Received.Count));
    }

    [Fact]
    public async Task ReplicaDyingMidDelivery_HandsItsMessagesToTheOther()
    {
        await using var mesh = new DispatcherFixture();
        await using var stuck = await SubscriberApp.StartAsync(WithDeadLetter, async r =>
        {
            await Task.Delay(Timeout.Infinite, r.Context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return (200, "");
        }, index: 0);
        await mesh.UpAsync(stuck);
        await mesh.PublishAsync("t", 1, 5);
        await Eventually.IsAsync(() => stuck.Received.Count == 2, "two deliveries are in flight");
        await using var other = await SubscriberApp.StartAsync(WithDeadLetter, _ => Ok(), index: 1);
        await mesh.UpAsync(other);
        await Eventually.IsAsync(() => other.Received.Count == 3, "the others went to the second replica");
        mesh.Dispatcher.OnDown(stuck.Replica);
        await mesh.DrainedAsync("t");
        Assert.Equal([1, 2, 3, 4, 5], other.Received.Select(r => r.Number).Order());
        Assert.Equal(0, mesh.Stats("t").DeadLettered);
    }

    [Fact]
    public async Task ProcessDyingMidDelivery_IsNoFailureOfTheMessage()
    {
        await using var mesh = new DispatcherFixture();
        var app = await SubscriberApp.StartAsync(WithDeadLetter, async r =>
        {
            await Task.Delay(Timeout.Infinite, r.Context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return (200, "");
        });
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1, 3);
        await Eventually.IsAsync(() => app.Received.Count == 2, "two deliveries are in flight");
        // The connections break first; only then does the supervisor see the exit.
        await app.DisposeAsync();
        mesh.Dispatcher.OnDown(app.Replica);
        await Eventually.IsAsync(() => mesh.Stats("t").InFlight == 0, "all is returned");
        Assert.Equal((3, 0, 0), (mesh.Stats("t").Backlog, mesh.Stats("t").Waiting, mesh.Stats("t").DeadLettered));
        await using var again = await SubscriberApp.StartAsync(WithDeadLetter, _ => Ok());
        await mesh.UpAsync(again);
        await mesh.DrainedAsync("t");
        Assert.Equal([1, 2, 3], again.Received.Select(r => r.Number).Order());
    }

    [Fact]
    public async Task ConnectionBrokenByALivingApp_CountsAsFailure()
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync(WithDeadLetter, r =>
        {
            r.Context.Abort();
            return Ok();
        });
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1);
        await mesh.DrainedAsync("t");
        Assert.Equal(1, mesh.Stats("t").DeadLettered);
    }

    [Fact]
    public async Task AppThatAcceptsNoConnection_KeepsItsMessages()
    {
        await using var mesh = new DispatcherFixture();
        var app = await SubscriberApp.StartAsync(WithDeadLetter, _ => Ok());
        await mesh.UpAsync(app);
        await app.DisposeAsync();
        await mesh.PublishAsync("t", 1);
        await Eventually.IsAsync(() => mesh.Stats("t").Redelivered >= 2, "it is tried again");
        Assert.Equal((1, 0), (mesh.Stats("t").Backlog, mesh.Stats("t").DeadLettered));
    }

    [Fact]
    public async Task SlowSubscription_DoesNotBlockAnother()
    {
        await using var mesh = new DispatcherFixture();
        var release = new TaskCompletionSource();
        await using var app = await SubscriberApp.StartAsync(Plain, async r =>
        {
            if (r.Path == "/on-t")
                await release.Task;
            return (200, "");
        });
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1, 10);
        await mesh.PublishAsync("u", 1, 10);
        await mesh.DrainedAsync("u");
        Assert.Equal((10, 2), (mesh.Stats("t").Backlog, mesh.Stats("t").InFlight));
        release.SetResult();
        await mesh.DrainedAsync("t");
    }

    [Fact]
    public async Task Concurrency_BoundsDeliveriesPerReplica()
    {
        await using var mesh = new DispatcherFixture(concurrency: 3);
        var (now, most) = (0, 0);
        await using var app = await SubscriberApp.StartAsync(Plain, async _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return (200, "");
        });
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1, 200);
        await mesh.DrainedAsync("t");
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task MeshRestarted_DeliversWhatWasNotAcknowledged()
    {
        using var folder = new TempFolder();
        using var channel = new AppChannel();
        var seen = new ConcurrentBag<int>();
        for (var run = 0; run < 2; run++)
        {
            var second = run == 1;
            var journal = JournalTesting.Open(folder);
            await using var components = new PubSubComponents([JournalPublisherTests.Bus(journal)]);
            await using var dispatcher = new SubscriptionDispatcher(components, channel, TimeProvider.System, NullLogger<SubscriptionDispatcher>.Instance);
            await using var app = await SubscriberApp.StartAsync(Plain, r =>
            {
                if (second || r.Number <= 3)
                    seen.Add(r.Number);
                return Task.FromResult((second || r.Number <= 3 ? 200 : 500, ""));
            });
            if (!second)
            {
                var publisher = JournalPublisherTests.Publisher(components.All[0]);
                var entries = Enumerable.Range(1, 6).Select(n => JournalPublisherTests.Entry($"{n}", $"{{\"n\":{n}}}")).ToList();
                await publisher.PublishAsync("publisher", "bus", "t", entries, TestContext.Current.CancellationToken);
            }
            await dispatcher.OnUpAsync(app.Replica, TestContext.Current.CancellationToken);
            await Eventually.IsAsync(() => dispatcher.Stats().Single(s => s.Topic == "t").Backlog == (second ? 0 : 3), "all that succeed are delivered");
        }
        Assert.Equal([1, 2, 3, 4, 5, 6], seen.Order());
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private static Task<(int, string)> Ok() => Task.FromResult((200, ""));
}
