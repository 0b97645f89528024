using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Versions;

/// <summary>Carries backfilling versions to Ready, and stops backfills that nobody needs any more. Every step may be repeated by any replica.</summary>
internal sealed class BackfillWatch(RegistryStore registry, IngestGateway ingest, StoreGateway store, IOptions<VersionRouterOptions> options, TimeProvider clock)
{
    private static readonly ChangeAuthor s_itself = new("version-router");

    public async Task StepAsync(VersionRecord version, CancellationToken ct)
    {
        if (clock.GetUtcNow() - version.StateChangedAt < TimeSpan.FromMilliseconds(options.Value.BackfillDelayMilliseconds))
            return;
        var progress = await ingest.ProgressAsync(version.Version, ct);
        // Waiting: some shards may not have heard of it. An earlier round is of vectors that are gone.
        if (progress is null or { State: BackfillState.Waiting } || progress.Round < version.Round)
            await ingest.StartBackfillAsync(version.Version, version.Round, ct);
        if (progress is not { Done: true } || progress.Round < version.Round)
            return;
        if ((await store.CoverageAsync(version.Version, 0, ct, bytes: false)).Share < options.Value.ReadyCoverage)
            return;
        await registry.ChangeAsync(s_itself, document => VersionMoves.Move(document, version.Version, VersionState.Ready, clock.GetUtcNow()), ct);
    }

    /// <summary>Stops the backfills of versions that are retired, or that the registry doesn't have (one restored from before them).</summary>
    /// <returns>The versions whose backfill was stopped.</returns>
    public async Task<IReadOnlyList<string>> StopUnneededAsync(CancellationToken ct)
    {
        var running = (await ingest.BackfillsAsync(ct)).Where(b => b.State is BackfillState.Waiting or BackfillState.Running).Select(b => b.Version).ToArray();
        if (running.Length == 0)
            return [];
        // Read after what runs: a version is in the registry before its backfill is ordered.
        var (document, _) = await registry.ReadAsync(ct);
        string[] unneeded = [.. running.Where(v => document.Version(v) is null or { State: VersionState.Retired })];
        foreach (var version in unneeded)
            await ingest.StopBackfillAsync(version, ct);
        return unneeded;
    }
}
