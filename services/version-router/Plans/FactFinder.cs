using UserRep.VersionRouter.Evaluations;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Plans;

/// <summary>Asks the services what they measured of a version.</summary>
internal sealed class FactFinder(StoreGateway store, EncoderGateway encoder, IngestGateway ingest, EvaluationStore evaluations, LastReadStore reads)
{
    public async Task<VersionFacts> OfAsync(VersionRecord version, CancellationToken ct)
    {
        var (coverage, cost, events) = (store.CoverageAsync(version.Version, 0, ct), encoder.CostAsync(version.Version, ct), ingest.EventsPerSecondAsync(ct));
        return new VersionFacts(version, await coverage, await evaluations.OfAsync(version.Version, ct), await reads.OfAsync(version.Version, ct), await cost, await events);
    }
}
