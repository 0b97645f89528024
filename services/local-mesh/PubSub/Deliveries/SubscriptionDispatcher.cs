using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.PubSub.Components;
using UserRep.LocalMesh.PubSub.Deliveries.Callbacks;
using UserRep.LocalMesh.PubSub.Journal;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>
/// Asks each replica that comes up for its subscriptions and delivers to it until it goes down. Deliveries begin inside
/// <see cref="OnUpAsync"/>: put this observer last, after those that the app's handlers depend on.
/// </summary>
internal sealed partial class SubscriptionDispatcher(PubSubComponents components, IAppChannel channel, TimeProvider time, ILogger<SubscriptionDispatcher> log)
    : IReplicaObserver, IAsyncDisposable
{
    /// <summary>An app whose port is open may still be starting: this many questions, half a second apart.</summary>
    private const int HandshakeTries = 20;

    private static readonly TimeSpan HandshakePause = TimeSpan.FromMilliseconds(500);

    private readonly HttpSubscriberChannel _http = new(channel);
    private readonly GrpcSubscriberChannel _grpc = new(channel);
    private readonly ConcurrentDictionary<(string PubSubName, string Topic, string AppId), ConsumerGroup> _groups = new();
    private readonly ConcurrentDictionary<AppReplica, ReplicaDeliveries> _replicas = new();

    public async Task OnUpAsync(AppReplica replica, CancellationToken ct)
    {
        if (replica.AppPort is null)
            return;
        var answer = await AskAsync(replica, ct);
        foreach (var problem in answer.Problems)
            LogProblem(replica, problem);
        var deliveries = new ReplicaDeliveries(answer.Subscriptions);
        foreach (var subscription in answer.Subscriptions)
            Start(replica, subscription, deliveries);
        _replicas[replica] = deliveries;
    }

    public void OnDown(AppReplica replica)
    {
        if (_replicas.TryRemove(replica, out var deliveries))
            deliveries.Stop();
    }

    /// <summary>What the app's replicas have subscribed to, for the sidecar's metadata.</summary>
    public IReadOnlyList<Subscription> SubscriptionsOf(string appId) =>
        _replicas.FirstOrDefault(r => r.Key.AppId == appId).Value?.Subscriptions ?? [];

    /// <summary>Messages not acknowledged, of all that have subscribed since the mesh started.</summary>
    public long Backlog() => _groups.Values.Sum(g => g.Position.Backlog);

    /// <summary>One line per (pubsub, topic, app-id) that has ever subscribed, ordered by these names.</summary>
    public IReadOnlyList<SubscriptionStats> Stats() =>
    [
        .. components.All
            .SelectMany(c => c.Journal.Positions.Select(p => StatsOf(c, p)))
            .OrderBy(s => s.PubSubName, StringComparer.Ordinal).ThenBy(s => s.Topic, StringComparer.Ordinal).ThenBy(s => s.AppId, StringComparer.Ordinal),
    ];

    public async ValueTask DisposeAsync()
    {
        foreach (var deliveries in _replicas.Values)
            deliveries.Stop();
        foreach (var deliveries in _replicas.Values)
            await deliveries.Stopped;
        foreach (var group in _groups.Values)
            group.Dispose();
    }

    private SubscriptionStats StatsOf(PubSubComponent component, ConsumerPosition position)
    {
        var (topic, appId) = (position.Topic.Name, position.Consumer);
        if (!_groups.TryGetValue((component.Name, topic, appId), out var group))
            return SubscriptionStats.OfNobody(component.Name, position, time);
        var replicas = _replicas.Count(r => r.Key.AppId == appId && r.Value.Subscriptions.Any(s => s.PubSubName == component.Name && s.Topic == topic));
        return group.Stats() with { Replicas = replicas };
    }

    private void Start(AppReplica replica, Subscription subscription, ReplicaDeliveries deliveries)
    {
        if (components.Find(subscription.PubSubName, replica.AppId) is not { } component)
        {
            LogProblem(replica, $"pubsub {subscription.PubSubName} is not found");
            return;
        }
        if (!component.Rules.MaySubscribe(replica.AppId, subscription.Topic))
        {
            LogProblem(replica, $"subscription to topic {subscription.Topic} on pubsub {subscription.PubSubName} is not allowed");
            return;
        }
        if (subscription.DeadLetterTopic is { } dead && !component.Rules.MayPublish(replica.AppId, dead))
        {
            LogProblem(replica, $"dead-letter topic {dead} is not allowed; failures are delivered again instead");
            subscription = subscription with { DeadLetterTopic = null };
        }
        var group = _groups.GetOrAdd((component.Name, subscription.Topic, replica.AppId),
            key => new ConsumerGroup(component, component.Journal.Subscribe(key.Topic, key.AppId), time));
        for (var i = 0; i < component.Concurrency; i++)
        {
            var worker = new DeliveryWorker(group, subscription, replica, ChannelOf(replica), time, log, deliveries.Down);
            deliveries.Add(Task.Run(worker.RunAsync, CancellationToken.None));
        }
        LogSubscribed(replica, subscription.Topic, subscription.PubSubName, group.Position.Backlog);
    }

    private ISubscriberChannel ChannelOf(AppReplica replica) => replica.Protocol == AppProtocol.Grpc ? _grpc : _http;

    private async Task<SubscriptionAnswer> AskAsync(AppReplica replica, CancellationToken ct)
    {
        string? problem = null;
        for (var i = 0; i < HandshakeTries; i++)
        {
            try
            {
                var answer = await ChannelOf(replica).AskAsync(replica, ct);
                if (answer.Failure is null)
                    return answer;
                problem = answer.Failure;
            }
            catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !ct.IsCancellationRequested))
            {
                problem = error.Message;
            }
            await Task.Delay(HandshakePause, time, ct);
        }
        LogProblem(replica, $"asking for subscriptions over {replica.ProtocolName} failed {HandshakeTries} times, last with {problem}; the app gets no events");
        return SubscriptionAnswer.None;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Replica}: {Problem}")]
    private partial void LogProblem(AppReplica replica, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Replica} subscribes to topic {Topic} of {PubSubName}; {Backlog} messages wait")]
    private partial void LogSubscribed(AppReplica replica, string topic, string pubSubName, long backlog);
}
