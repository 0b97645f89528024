using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Registry;

internal sealed record VersionRecord(
    string Version,
    VersionState State,
    string BundleUri,
    BundleDescription Bundle,
    DateTimeOffset RegisteredAt,
    DateTimeOffset StateChangedAt)
{
    public VersionInfo ToInfo(VersionCoverage? coverage = null, BackfillProgress? backfill = null, IReadOnlyList<LastRead>? lastReads = null) => new(
        Version, State, BundleUri, Bundle.Sha256, Bundle.EmbeddingSpaceId, Bundle.Dimension, Bundle.Metric, RegisteredAt, StateChangedAt, coverage, backfill, lastReads);
}
