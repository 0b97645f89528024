using System.Diagnostics.Metrics;

namespace UserRep.EmbeddingStore;

internal sealed class EmbeddingStoreInstruments
{
    public const string MeterName = "UserRep.EmbeddingStore";

    private readonly Counter<long> _writes;
    private readonly Counter<long> _conflicts;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _freshness;

    public EmbeddingStoreInstruments(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _writes = meter.CreateCounter<long>("userrep.store.writes", "{vector}", "Vectors received, by outcome: stored, older than what was there, or of an erased history.");
        _conflicts = meter.CreateCounter<long>("userrep.store.conflicts", "{transaction}", "Transactions tried again because another replica was first or the store failed.");
        _refused = meter.CreateCounter<long>("userrep.store.refused", "{message}", "Messages of user-embeddings that can't be stored, by reason.");
        _freshness = meter.CreateHistogram<double>("userrep.store.freshness", "s", "From publishing an event to its vector being readable.");
    }

    public void OnWritten(string version, int stored, int older, int erased)
    {
        _writes.Add(stored, new("version", version), new("outcome", "stored"));
        _writes.Add(older, new("version", version), new("outcome", "older"));
        if (erased > 0)
            _writes.Add(erased, new("version", version), new("outcome", "erased"));
    }

    public void OnConflict(string version) => _conflicts.Add(1, new KeyValuePair<string, object?>("version", version));

    public void OnRefused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void OnFresh(string version, long milliseconds) => _freshness.Record(milliseconds / 1000.0, new KeyValuePair<string, object?>("version", version));
}
