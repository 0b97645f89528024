using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using UserRep.FeatureIngest.Shards;
using UserRep.ServiceDefaults.Telemetry;

namespace UserRep.FeatureIngest;

internal sealed class FeatureIngestInstruments
{
    public const string MeterName = "UserRep.FeatureIngest";

    private readonly Counter<long> _events;
    private readonly Counter<long> _emitted;
    private readonly Counter<long> _redelivered;
    private readonly Counter<long> _lostTurns;
    private readonly Counter<long> _droppedTraces;
    private readonly Histogram<double> _turns;
    private readonly Histogram<double> _saves;

    /// <summary>What the shards hosted here owe.</summary>
    private readonly ConcurrentDictionary<int, (long Users, long OldestAt)> _owed = new();

    public FeatureIngestInstruments(IMeterFactory factory, TimeProvider clock)
    {
        var meter = factory.Create(MeterName);
        _events = meter.CreateCounter<long>("userrep.ingest.events", "{event}", "Events by outcome and, where refused, reason.");
        _emitted = meter.CreateCounter<long>("userrep.ingest.emitted", "{user}", "Histories emitted, by lane.");
        _redelivered = meter.CreateCounter<long>("userrep.ingest.redelivered", "{message}", "Messages that the broker delivered again after they had been counted.");
        _lostTurns = meter.CreateCounterFromZero("userrep.ingest.lost_turns", "{turn}", "Turns undone because another host had written the shard.");
        _droppedTraces = meter.CreateCounterFromZero("userrep.ingest.dropped_traces", "{event}", "Sampled events whose trace is not followed to a vector, because their user or shard keeps as many as it may.");
        _turns = meter.CreateDuration("userrep.ingest.turn.duration", "Turns of a shard with their save, by operation: apply, pump, walk or other.");
        _saves = meter.CreateDuration("userrep.ingest.save.duration", "Saves of a shard: the epoch read and one state transaction.");
        meter.CreateObservableGauge("userrep.ingest.owed", () => _owed.Values.Sum(o => o.Users), "{user}", "Users whose newest history has not been emitted yet, of the shards hosted here.");
        meter.CreateObservableGauge("userrep.ingest.owed_age", () => OldestAge(clock), "s", "Since the publication of the oldest event that is owed to the encoder, of the shards hosted here; 0 where none is.");
    }

    public void OnApplied(BatchApplication applied)
    {
        Add(applied.Accepted, "accepted");
        Add(applied.Duplicate, "duplicate");
        Add(applied.Late, "late");
        Add(applied.Overflowed, "overflowed");
        Add(applied.Erased, "erased");
        _redelivered.Add(applied.Redelivered);
        if (applied.DroppedTraces > 0)
            _droppedTraces.Add(applied.DroppedTraces);
    }

    public void OnRefused(string reason) => _events.Add(1, new("outcome", "refused"), new("reason", reason));

    public void OnEmitted(string lane, int users) => _emitted.Add(users, new KeyValuePair<string, object?>("lane", lane));

    public void OnLostTurn() => _lostTurns.Add(1);

    public void OnTurn(string operation, TimeSpan time) => _turns.Record(time.TotalSeconds, new KeyValuePair<string, object?>("operation", operation));

    public void OnSaved(TimeSpan time) => _saves.Record(time.TotalSeconds);

    /// <summary>What a shard hosted here owes from now on.</summary>
    public void OnOwed(int shard, IEnumerable<OwedUser> owed)
    {
        var (users, oldest) = (0L, 0L);
        foreach (var user in owed)
        {
            users++;
            if (user.PublishedAt != 0)
                oldest = oldest == 0 ? user.PublishedAt : Math.Min(oldest, user.PublishedAt);
        }
        _owed[shard] = (users, oldest);
    }

    /// <summary>A shard is hosted elsewhere, or not in memory: what it owes is not known here.</summary>
    public void OnForgotten(int shard) => _owed.TryRemove(shard, out _);

    private double OldestAge(TimeProvider clock)
    {
        var oldest = _owed.Values.Select(o => o.OldestAt).Where(at => at != 0).DefaultIfEmpty(0).Min();
        return oldest == 0 ? 0 : Math.Max(0, (clock.GetUtcNow().ToUnixTimeMilliseconds() - oldest) / 1000.0);
    }

    private void Add(int count, string outcome)
    {
        if (count > 0)
            _events.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
    }
}
