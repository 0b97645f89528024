using System.Diagnostics.Metrics;
using UserRep.ServiceDefaults.Telemetry;

namespace UserRep.VersionRouter;

internal sealed class VersionRouterInstruments
{
    public const string MeterName = "UserRep.VersionRouter";

    private readonly Counter<long> _reads;
    private readonly Counter<long> _mismatches;
    private readonly Histogram<double> _readTimes;

    public VersionRouterInstruments(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _reads = meter.CreateCounter<long>("userrep.router.embeddings", "{user}", "Users asked for, by status.");
        _mismatches = meter.CreateCounter<long>("userrep.router.space_mismatches", "{answer}", "Answers refused because their version or space was not the one assigned.");
        _readTimes = meter.CreateDuration("userrep.router.read.duration", "Reads of vectors, by model, version, assignment, consumer and status: OK, or the problem's code.");
        // A counter is exported once it was added to; an alert on one that isn't there can't be told from one that is at rest.
        _mismatches.Add(0);
    }

    public void OnRead(string model, string version, string status, int users) =>
        _reads.Add(users, new("model", model), new("version", version), new("status", status));

    public void OnReadEnded(string model, string version, string assignment, string consumer, string status, TimeSpan time) =>
        _readTimes.Record(time.TotalSeconds, new("model", model), new("version", version), new("assignment", assignment), new("consumer", consumer), new("status", status));

    public void OnSpaceMismatch(string model, string version) => _mismatches.Add(1, new("model", model), new("version", version));
}
