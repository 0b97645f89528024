using System.Diagnostics.Metrics;
using UserRep.Contracts.Shadows;
using UserRep.ServiceDefaults.Telemetry;

namespace UserRep.VersionRouter;

internal sealed class VersionRouterInstruments
{
    public const string MeterName = "UserRep.VersionRouter";

    private readonly Counter<long> _reads;
    private readonly Counter<long> _mismatches;
    private readonly Histogram<double> _readTimes;
    private readonly Counter<long> _shadowReads;
    private readonly Counter<long> _shadowUsers;
    private readonly Counter<double> _shadowAges;

    public VersionRouterInstruments(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _reads = meter.CreateCounter<long>("userrep.router.embeddings", "{user}", "Users asked for, by status.");
        _mismatches = meter.CreateCounterFromZero("userrep.router.space_mismatches", "{answer}", "Answers refused because their version or space was not the one assigned.");
        _readTimes = meter.CreateDuration("userrep.router.read.duration", "Pinned calls, by call, model, version, assignment, consumer and status: OK, or the problem's code.");
        _shadowReads = meter.CreateCounter<long>("userrep.router.shadow.reads", "{read}", "Reads offered to a shadow, by outcome: compared, dropped, failed, mismatched.");
        _shadowUsers = meter.CreateCounter<long>("userrep.router.shadow.users", "{user}", "Users compared with a shadow, by who has a vector: both, only_served, only_shadow, neither; of both, older and newer apart.");
        _shadowAges = meter.CreateCounter<double>("userrep.router.shadow.age_difference", "s", "By how much a shadow's vectors are older or newer than those served, in all, by direction.");
    }

    public void OnRead(string model, string version, string status, int users) =>
        _reads.Add(users, new("model", model), new("version", version), new("status", status));

    public void OnReadEnded(string call, string model, string version, string assignment, string consumer, string status, TimeSpan time) =>
        _readTimes.Record(time.TotalSeconds, new("call", call), new("model", model), new("version", version), new("assignment", assignment), new("consumer", consumer), new("status", status));

    public void OnShadow(string model, string version, string outcome) => _shadowReads.Add(1, new("model", model), new("version", version), new("outcome", outcome));

    public void OnShadowUsers(string model, string version, ShadowCounts counts)
    {
        foreach (var (outcome, users) in new[] { ("both", counts.Both), ("only_served", counts.OnlyServed), ("only_shadow", counts.OnlyShadow), ("neither", counts.Neither), ("older", counts.Older), ("newer", counts.Newer) })
            _shadowUsers.Add(users, new("model", model), new("version", version), new("outcome", outcome));
        _shadowAges.Add(counts.SecondsOlder, new("model", model), new("version", version), new("direction", "older"));
        _shadowAges.Add(counts.SecondsNewer, new("model", model), new("version", version), new("direction", "newer"));
    }

    public void OnSpaceMismatch(string model, string version) => _mismatches.Add(1, new("model", model), new("version", version));
}
