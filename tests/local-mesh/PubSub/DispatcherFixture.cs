using Microsoft.Extensions.Logging.Abstractions;
using UserRep.LocalMesh.PubSub;
using UserRep.LocalMesh.PubSub.Components;
using UserRep.LocalMesh.PubSub.Deliveries;
using UserRep.LocalMesh.PubSub.Journal;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.PubSub;

/// <summary>A journal, a publisher and a dispatcher with a short redelivery interval.</summary>
internal sealed class DispatcherFixture : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly AppChannel _channel = new();
    private readonly PubSubComponents _components;

    public DispatcherFixture(TopicRules? rules = null, int concurrency = 2, TimeSpan? redeliverInterval = null, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        Journal = JournalTesting.Open(_folder);
        var bus = new PubSubComponent("bus", Journal, rules ?? new TopicRules(null, null, null, null), [])
        {
            RedeliverInterval = redeliverInterval ?? TimeSpan.FromMilliseconds(20),
            Concurrency = concurrency,
        };
        _components = new PubSubComponents([bus]);
        Publisher = new JournalPublisher(_components, time);
        Dispatcher = new SubscriptionDispatcher(_components, _channel, time, NullLogger<SubscriptionDispatcher>.Instance);
    }

    public MessageJournal Journal { get; }

    public JournalPublisher Publisher { get; }

    public SubscriptionDispatcher Dispatcher { get; }

    public Task UpAsync(SubscriberApp app) => UpAsync(app.Replica);

    public async Task UpAsync(AppReplica replica)
    {
        await Dispatcher.OnUpAsync(replica, TestContext.Current.CancellationToken);
        replica.Ready = true;
    }

    /// <summary>Publishes events with the numbers <paramref name="from"/> and up.</summary>
    public async Task PublishAsync(string topic, int from, int count = 1, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var entries = Enumerable.Range(from, count)
            .Select(n => JournalPublisherTests.Entry($"e{n}", $"{{\"n\":{n}}}") with { Metadata = metadata ?? JournalTesting.NoMetadata }).ToList();
        var outcome = await Publisher.PublishAsync("publisher", "bus", topic, entries, TestContext.Current.CancellationToken);
        Assert.Equal(PublishOutcome.Ok, outcome);
    }

    public SubscriptionStats Stats(string topic, string app = "app") => Dispatcher.Stats().Single(s => s.Topic == topic && s.AppId == app);

    public Task DrainedAsync(string topic, string app = "app") => Eventually.IsAsync(() => Stats(topic, app).Backlog == 0, $"{topic} has no backlog for {app}");

    public async ValueTask DisposeAsync()
    {
        await Dispatcher.DisposeAsync();
        await _components.DisposeAsync();
        _channel.Dispose();
        _folder.Dispose();
    }
}
