using System.Diagnostics.Metrics;

namespace UserRep.VersionRouter;

internal sealed class VersionRouterInstruments
{
    public const string MeterName = "UserRep.VersionRouter";

    private readonly Counter<long> _reads;
    private readonly Counter<long> _mismatches;

    public VersionRouterInstruments(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _reads = meter.CreateCounter<long>("userrep.router.embeddings", "{user}", "Users asked for, by status.");
        _mismatches = meter.CreateCounter<long>("userrep.router.space_mismatches", "{answer}", "Answers refused because their version or space was not the one assigned.");
    }

    public void OnRead(string model, string version, string status, int users) =>
        _reads.Add(users, new("model", model), new("version", version), new("status", status));

    public void OnSpaceMismatch(string model, string version) => _mismatches.Add(1, new("model", model), new("version", version));
}
