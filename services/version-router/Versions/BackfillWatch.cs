using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Versions;

/// <summary>Carries a backfilling version to Ready. Every step may be repeated by any replica.</summary>
internal sealed class BackfillWatch(RegistryStore registry, IngestGateway ingest, StoreGateway store, IOptions<VersionRouterOptions> options, TimeProvider clock)
{
    private static readonly ChangeAuthor s_itself = new("version-router");

    public async Task StepAsync(VersionRecord version, CancellationToken ct)
    {
        if (clock.GetUtcNow() - version.StateChangedAt < TimeSpan.FromMilliseconds(options.Value.BackfillDelayMilliseconds))
            return;
        await ingest.StartBackfillAsync(version.Version, ct);
        if (await ingest.ProgressAsync(version.Version, ct) is not { Done: true })
            return;
        if ((await store.CoverageAsync(version.Version, 0, ct)).Share < options.Value.ReadyCoverage)
            return;
        await registry.ChangeAsync(s_itself, document => VersionMoves.Move(document, version.Version, VersionState.Ready, clock.GetUtcNow()), ct);
    }
}
