using System.Diagnostics.Metrics;
using UserRep.EventArchive.Compaction;
using UserRep.ServiceDefaults.Telemetry;

namespace UserRep.FeatureIngest.Archiving;

internal sealed class ArchiveInstruments
{
    private readonly Counter<long> _events;
    private readonly Counter<long> _compacted;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _failed;

    public ArchiveInstruments(IMeterFactory factory)
    {
        var meter = factory.Create(FeatureIngestInstruments.MeterName);
        _events = meter.CreateCounter<long>("userrep.archive.events", "{event}", "Events by outcome: archived, or refused because the archive took nothing.");
        _compacted = meter.CreateCounter<long>("userrep.archive.compacted", "{event}", "Rows written to day files, and repetitions left out.");
        _lost = meter.CreateCounter<long>("userrep.archive.cut", "By", "Bytes of segments that were no whole records: torn tails of processes that died, and damage.");
        _failed = meter.CreateCounterFromZero("userrep.archive.upkeep_failed", "{run}", "Runs of compaction that could not be finished.");
        // Exported from the start, for alerts.
        _events.Add(0, new KeyValuePair<string, object?>("outcome", "refused"));
    }

    public void OnArchived(int events) => _events.Add(events, new KeyValuePair<string, object?>("outcome", "archived"));

    public void OnRefused(int events) => _events.Add(events, new KeyValuePair<string, object?>("outcome", "refused"));

    public void OnCompacted(CompactionResult result)
    {
        _compacted.Add(result.Rows, new KeyValuePair<string, object?>("outcome", "written"));
        _compacted.Add(result.Repeated, new KeyValuePair<string, object?>("outcome", "repeated"));
        _lost.Add(result.TornBytes, new KeyValuePair<string, object?>("kind", "torn"));
        _lost.Add(result.DamagedBytes, new KeyValuePair<string, object?>("kind", "damaged"));
    }

    public void OnUpkeepFailed() => _failed.Add(1);
}
