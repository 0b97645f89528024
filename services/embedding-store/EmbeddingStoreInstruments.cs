using System.Diagnostics.Metrics;
using UserRep.Contracts.Freshness;
using UserRep.ServiceDefaults.Telemetry;

namespace UserRep.EmbeddingStore;

internal sealed class EmbeddingStoreInstruments
{
    public const string MeterName = "UserRep.EmbeddingStore";

    private readonly Counter<long> _writes;
    private readonly Counter<long> _conflicts;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _freshness;
    private readonly Histogram<double> _writeTimes;
    private readonly Histogram<double> _readTimes;

    public EmbeddingStoreInstruments(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _writes = meter.CreateCounter<long>("userrep.store.writes", "{vector}", "Vectors received, by outcome: stored, older than what was there, or of an erased history.");
        _conflicts = meter.CreateCounterFromZero("userrep.store.conflicts", "{transaction}", "Transactions tried again because another replica was first or the store failed.");
        _refused = meter.CreateCounterFromZero("userrep.store.refused", "{message}", "Messages of user-embeddings that can't be stored, by reason.");
        // The same bounds as the counts by version that are stored.
        _freshness = meter.CreateDuration("userrep.store.freshness", "From publishing an event to its vector being readable.", [.. FreshnessBuckets.UpperBounds.Select(ms => ms / 1000.0)]);
        _writeTimes = meter.CreateDuration("userrep.store.write.duration", "Writing vectors of one shard with all tries, by version and status: done, try-again or wrong-space.");
        _readTimes = meter.CreateDuration("userrep.store.read.duration", "Batch reads, by version and status: ok or failed.");
    }

    public void OnWritten(string version, int stored, int older, int erased)
    {
        _writes.Add(stored, new("version", version), new("outcome", "stored"));
        _writes.Add(older, new("version", version), new("outcome", "older"));
        if (erased > 0)
            _writes.Add(erased, new("version", version), new("outcome", "erased"));
    }

    public void OnWriteEnded(string version, string status, TimeSpan time) => _writeTimes.Record(time.TotalSeconds, new("version", version), new("status", status));

    public void OnReadEnded(string version, bool ok, TimeSpan time) => _readTimes.Record(time.TotalSeconds, new("version", version), new("status", ok ? "ok" : "failed"));

    public void OnConflict(string version) => _conflicts.Add(1, new KeyValuePair<string, object?>("version", version));

    public void OnRefused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void OnFresh(string version, long milliseconds) => _freshness.Record(milliseconds / 1000.0, new KeyValuePair<string, object?>("version", version));
}
