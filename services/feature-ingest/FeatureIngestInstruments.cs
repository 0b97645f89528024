using System.Diagnostics.Metrics;

namespace UserRep.FeatureIngest;

internal sealed class FeatureIngestInstruments
{
    public const string MeterName = "UserRep.FeatureIngest";

    private readonly Counter<long> _events;
    private readonly Counter<long> _emitted;
    private readonly Counter<long> _redelivered;
    private readonly Counter<long> _lostTurns;

    public FeatureIngestInstruments(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _events = meter.CreateCounter<long>("userrep.ingest.events", "{event}", "Events by outcome and, where refused, reason.");
        _emitted = meter.CreateCounter<long>("userrep.ingest.emitted", "{user}", "Histories emitted, by lane.");
        _redelivered = meter.CreateCounter<long>("userrep.ingest.redelivered", "{message}", "Messages that the broker delivered again after they had been counted.");
        _lostTurns = meter.CreateCounter<long>("userrep.ingest.lost_turns", "{turn}", "Turns undone because another host had written the shard.");
    }

    public void OnApplied(int accepted, int duplicate, int late, int overflowed, int erased)
    {
        Add(accepted, "accepted");
        Add(duplicate, "duplicate");
        Add(late, "late");
        Add(overflowed, "overflowed");
        Add(erased, "erased");
    }

    public void OnRefused(string reason) => _events.Add(1, new("outcome", "refused"), new("reason", reason));

    public void OnEmitted(string lane, int users) => _emitted.Add(users, new KeyValuePair<string, object?>("lane", lane));

    public void OnRedelivered(int messages) => _redelivered.Add(messages);

    public void OnLostTurn() => _lostTurns.Add(1);

    private void Add(int count, string outcome)
    {
        if (count > 0)
            _events.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
    }
}
