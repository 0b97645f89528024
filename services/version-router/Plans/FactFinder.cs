using UserRep.VersionRouter.Evaluations;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Plans;

/// <summary>Asks the services what they measured of a version.</summary>
internal sealed class FactFinder(StoreGateway store, EncoderGateway encoder, IngestGateway ingest, EvaluationStore evaluations, LastReadStore reads)
{
    /// <returns>Of both, as of the same load.</returns>
    public async Task<(VersionFacts Version, VersionFacts? Other)> OfAsync(VersionRecord version, VersionRecord? other, CancellationToken ct)
    {
        var events = await ingest.EventsPerSecondAsync(ct);
        return (await OfAsync(version, events, ct), other is null ? null : await OfAsync(other, events, ct));
    }

    private async Task<VersionFacts> OfAsync(VersionRecord version, double? eventsPerSecond, CancellationToken ct)
    {
        var (coverage, cost) = (store.CoverageAsync(version.Version, 0, ct), encoder.CostAsync(version.Version, ct));
        return new VersionFacts(version, await coverage, await evaluations.OfAsync(version.Version, ct), await reads.OfAsync(version.Version, ct), await cost, eventsPerSecond);
    }
}
