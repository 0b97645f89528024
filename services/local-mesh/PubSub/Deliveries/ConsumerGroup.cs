using UserRep.LocalMesh.PubSub.Components;
using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>
/// Hands out a topic's messages to one app's replicas, each message to one worker at a time, and keeps those that failed until they are due again.
/// Only ids are held here; messages stay in the journal.
/// </summary>
internal sealed class ConsumerGroup : IDisposable
{
    /// <summary>Failed messages that may wait; beyond it no new ones are taken, so that an app that fails everything does not pull its whole backlog into memory.</summary>
    public const int MaxWaiting = 10_000;

    private static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly ITimer _timer;
    private readonly PriorityQueue<long, long> _returned = new();
    private readonly PriorityQueue<long, long> _due = new();
    private readonly Dictionary<long, int> _failures = [];
    private TaskCompletionSource? _wake;
    private long _cursor;
    private int _inFlight;
    private long _delivered, _redelivered, _deadLettered, _dropped, _lost;

    public ConsumerGroup(PubSubComponent component, ConsumerPosition position, TimeProvider time)
    {
        (Component, Position, _time, _started) = (component, position, time, time.GetTimestamp());
        _cursor = position.Low + 1;
        _timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        position.Topic.Committed += Wake;
    }

    public PubSubComponent Component { get; }

    public ConsumerPosition Position { get; }

    /// <summary>Adds 1 to <paramref name="max"/> ids to <paramref name="ids"/>, waiting only while there is none.</summary>
    public async ValueTask ClaimAsync(List<long> ids, int max, CancellationToken ct)
    {
        while (true)
        {
            Task wake;
            lock (_gate)
            {
                ct.ThrowIfCancellationRequested();
                Collect(ids, max);
                if (ids.Count > 0)
                {
                    _inFlight += ids.Count;
                    return;
                }
                ArmTimer();
                _wake ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                wake = _wake.Task;
            }
            await wake.WaitAsync(ct);
        }
    }

    /// <summary>Done with: delivered, dropped or in the dead-letter topic.</summary>
    public void Settle(long id, Settlement how)
    {
        Position.Acknowledge(id);
        lock (_gate)
        {
            _inFlight--;
            _failures.Remove(id);
            switch (how)
            {
                case Settlement.Delivered: _delivered++; break;
                case Settlement.DeadLettered: _deadLettered++; break;
                case Settlement.Dropped: _dropped++; break;
                case Settlement.Lost: _lost++; break;
            }
        }
    }

    /// <summary>Not delivered, and not the app's fault: to the next worker at once.</summary>
    public void Return(long id)
    {
        lock (_gate)
        {
            _inFlight--;
            _returned.Enqueue(id, id);
        }
        Wake();
    }

    /// <summary>Failed: again after the component's interval, doubled with every failure of this message.</summary>
    public void Fail(long id)
    {
        lock (_gate)
        {
            _inFlight--;
            var failures = _failures.GetValueOrDefault(id) + 1;
            _failures[id] = failures;
            var backoff = Component.RedeliverInterval * Math.Pow(2, Math.Min(failures - 1, 20));
            var most = MaxBackoff > Component.RedeliverInterval ? MaxBackoff : Component.RedeliverInterval;
            _due.Enqueue(id, Now() + (long)(backoff < most ? backoff : most).TotalMilliseconds);
            ArmTimer();
        }
    }

    public SubscriptionStats Stats()
    {
        var waiting = SubscriptionStats.OfNobody(Component.Name, Position, _time);
        lock (_gate)
        {
            return waiting with
            {
                InFlight = _inFlight,
                Waiting = _due.Count,
                MostFailures = _failures.Count == 0 ? 0 : _failures.Values.Max(),
                Delivered = _delivered,
                Redelivered = _redelivered,
                DeadLettered = _deadLettered,
                Dropped = _dropped,
                Lost = _lost,
            };
        }
    }

    public void Dispose()
    {
        Position.Topic.Committed -= Wake;
        _timer.Dispose();
    }

    private void Collect(List<long> ids, int max)
    {
        while (ids.Count < max && _returned.TryDequeue(out var id, out _))
            ids.Add(id);
        var now = Now();
        while (ids.Count < max && _due.TryPeek(out var id, out var at) && at <= now)
        {
            _due.Dequeue();
            ids.Add(id);
        }
        _redelivered += ids.Count;
        var oldest = Position.Topic.OldestId;
        if (_cursor < oldest)
        {
            // Dropped by retention before this app had ever subscribed.
            Position.Acknowledge(new IdRange(_cursor, oldest - 1));
            _cursor = oldest;
        }
        var last = Position.Topic.LastId;
        for (; ids.Count < max && _cursor <= last && _due.Count < MaxWaiting; _cursor++)
        {
            if (!Position.IsAcknowledged(_cursor))
                ids.Add(_cursor);
        }
    }

    private void ArmTimer()
    {
        if (_due.TryPeek(out _, out var at))
            _timer.Change(TimeSpan.FromMilliseconds(Math.Max(at - Now(), 0)), Timeout.InfiniteTimeSpan);
    }

    private void Wake()
    {
        TaskCompletionSource? wake;
        lock (_gate)
            (wake, _wake) = (_wake, null);
        wake?.SetResult();
    }

    /// <summary>Milliseconds of this group's life: a wall clock that is set back would put redeliveries off by as much.</summary>
    private long Now() => (long)_time.GetElapsedTime(_started).TotalMilliseconds;
}
