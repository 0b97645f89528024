using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Actors.Hosting;
using UserRep.LocalMesh.Actors.Scheduling;
using UserRep.LocalMesh.Sidecars;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Actors;

/// <summary>
/// Virtual actors for the whole mesh. There is one entry per active id in this one process, so "active in one place, one turn at
/// a time" needs no agreement between sidecars: the entry's gate is the agreement.
/// </summary>
internal sealed partial class ActorRuntime : IReplicaObserver, IAsyncDisposable
{
    private static readonly TimeSpan IdleScanPeriod = TimeSpan.FromSeconds(1);

    // daprd looks a host up 5 times, 1 s apart.
    private static readonly TimeSpan LookupLimit = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ActorKey, Actor> _actors = new();
    private readonly ActorChannel _channel;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _idleScan;
    private readonly Lock _placementLock = new();
    private volatile Placement _placement = Placement.Empty;
    private volatile TaskCompletionSource _placementChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ActorRuntime(IAppChannel channel, TimeProvider time, ILoggerFactory loggers)
    {
        _channel = new ActorChannel(channel, time, loggers.CreateLogger<ActorChannel>());
        _time = time;
        _logger = loggers.CreateLogger<ActorRuntime>();
        Timers = new ActorTimers(this, time, loggers.CreateLogger<ActorTimers>());
        _idleScan = time.CreateTimer(_ => DeactivateIdle(), null, IdleScanPeriod, IdleScanPeriod);
    }

    public ActorTimers Timers { get; }

    public async Task OnUpAsync(AppReplica replica, CancellationToken ct)
    {
        // As daprd: its gRPC channel has no call for an app's configuration, so such an app hosts no actors.
        if (replica.Protocol == AppProtocol.Grpc || await _channel.ReadConfigAsync(replica, ct) is not { } host)
            return;
        Swap(placement => placement.With(host));
        LogHosting(replica, string.Join(", ", host.Types.Keys));
        foreach (var actor in _actors.Values)
            if (actor.Host is { } current && _placement.Find(actor.Key) != current)
                _ = MoveAsync(actor, current);
    }

    public void OnDown(AppReplica replica)
    {
        Swap(placement => placement.Without(replica));
        foreach (var actor in _actors.Values)
        {
            if (actor.Host?.Replica != replica)
                continue;
            actor.Host = null;
            Timers.RemoveAll(actor.Key);
        }
    }

    /// <summary>Calls an actor, wherever it is. Waits for its turn; only that wait can be cancelled, for a turn that has begun ends in the app.</summary>
    public async Task<ActorReply> InvokeAsync(ActorKey key, string method, ActorMessage message, CancellationToken ct)
    {
        if (!await WaitForHostAsync(key, LookupLimit, ct))
            return ActorReply.Failed(DaprErrors.ActorHostNotFound(key.Type, key.Id));
        if (await TryReenterAsync(key, method, message) is { } inner)
            return inner;
        while (true)
        {
            var actor = _actors.GetOrAdd(key, static k => new Actor(k));
            await actor.Gate.EnterAsync(ct);
            try
            {
                if (!actor.Removed)
                    return await TakeTurnAsync(actor, method, message);
            }
            finally
            {
                actor.Gate.Exit();
            }
        }
    }

    /// <summary>Completes when some replica hosts the actor's type; false when none did within <paramref name="limit"/>.</summary>
    public async Task<bool> WaitForHostAsync(ActorKey key, TimeSpan limit, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var changed = _placementChanged.Task;
            if (_placement.Find(key) is not null)
                return true;
            var left = limit == Timeout.InfiniteTimeSpan ? limit : limit - _time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero && limit != Timeout.InfiniteTimeSpan)
                return false;
            try
            {
                await changed.WaitAsync(left, _time, ct);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }

    public bool Hosts(AppReplica replica, string type) => _placement.Hosts(replica, type);

    /// <summary>Active there and nowhere else: an old host that was drained can no longer write.</summary>
    public bool IsActive(AppReplica replica, ActorKey key) => _actors.TryGetValue(key, out var actor) && actor.Host?.Replica == replica;

    public IReadOnlyDictionary<string, int> CountActive(AppReplica replica) =>
        _actors.Values.Where(a => a.Host?.Replica == replica).CountBy(a => a.Key.Type).ToDictionary();

    public async ValueTask DisposeAsync()
    {
        await _idleScan.DisposeAsync();
        Timers.Dispose();
    }

    private async Task<ActorReply> TakeTurnAsync(Actor actor, string method, ActorMessage message)
    {
        if (_placement.Find(actor.Key) is not { } host)
            return ActorReply.Failed(DaprErrors.ActorHostNotFound(actor.Key.Type, actor.Key.Id));
        if (actor.Host is { } old && old != host)
            await DeactivateAsync(actor, old);
        var chain = host.Types[actor.Key.Type].Reentrancy ? message.ReentrancyId ?? Guid.NewGuid().ToString() : null;
        actor.LastTurn = _time.GetUtcNow();
        actor.Host = host;
        try
        {
            return await _channel.InvokeAsync(host.Replica, actor.Key, method, message, chain, actor.BeginTurn(chain));
        }
        finally
        {
            actor.EndTurn();
        }
    }

    private async Task<ActorReply?> TryReenterAsync(ActorKey key, string method, ActorMessage message)
    {
        if (message.ReentrancyId is not { } chain || !_actors.TryGetValue(key, out var actor) || actor.Host is not { } host)
            return null;
        var limit = host.Types[key.Type].MaxStackDepth;
        switch (actor.TryReenter(chain, limit))
        {
            case Reentry.TooDeep:
                return ActorReply.Failed(DaprErrors.ActorStackDepth(limit));
            case Reentry.Other:
                return null;
        }
        try
        {
            return await _channel.InvokeAsync(host.Replica, key, method, message, chain, CancellationToken.None);
        }
        finally
        {
            actor.LeaveReentry();
        }
    }

    // Placement has moved the actor: its ongoing call may end within the drain time, then the old host lets go of it.
    private async Task MoveAsync(Actor actor, ActorHost old)
    {
        var turn = actor.Gate.EnterAsync(CancellationToken.None);
        var config = old.Types[actor.Key.Type];
        await Task.WhenAny(turn, Task.Delay(config.DrainRebalanced ? config.DrainTimeout : TimeSpan.Zero, _time));
        if (!turn.IsCompleted)
            actor.CancelTurnOn(old);
        await turn;
        try
        {
            if (!actor.Removed && actor.Host == old && _placement.Find(actor.Key) != old)
                await DeactivateAsync(actor, old);
        }
        finally
        {
            actor.Gate.Exit();
        }
    }

    private void DeactivateIdle()
    {
        var now = _time.GetUtcNow();
        foreach (var actor in _actors.Values)
            if (IsIdle(actor, now) && actor.Gate.TryEnter())
                _ = RemoveAsync(actor, now);
    }

    private static bool IsIdle(Actor actor, DateTimeOffset now) =>
        actor.Host is not { } host || actor.LastTurn + host.Types[actor.Key.Type].IdleTimeout <= now;

    private async Task RemoveAsync(Actor actor, DateTimeOffset now)
    {
        try
        {
            // A turn may have come and gone between the look and the gate.
            if (actor.Removed || !IsIdle(actor, now))
                return;
            if (actor.Host is { } host)
                await DeactivateAsync(actor, host);
            actor.Removed = true;
            _actors.TryRemove(actor.Key, out _);
        }
        finally
        {
            actor.Gate.Exit();
        }
    }

    private async Task DeactivateAsync(Actor actor, ActorHost host)
    {
        Timers.RemoveAll(actor.Key);
        if (_placement.Hosts(host.Replica, actor.Key.Type))
            await _channel.DeactivateAsync(host.Replica, actor.Key);
        actor.Host = null;
    }

    private void Swap(Func<Placement, Placement> change)
    {
        TaskCompletionSource changed;
        lock (_placementLock)
        {
            _placement = change(_placement);
            changed = _placementChanged;
            _placementChanged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        changed.SetResult();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Replica} hosts actors of type {Types}")]
    private partial void LogHosting(AppReplica replica, string types);
}
