using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Registry;

/// <param name="ServedFrom">The version whose vectors are mapped into this one's space, from when it is adapted until it has vectors of its own again; else null.</param>
/// <param name="AdapterId">The adapter that maps them.</param>
/// <param name="Round">How often it was encoded anew after it had been adapted.</param>
internal sealed record VersionRecord(
    string Version,
    VersionState State,
    string BundleUri,
    BundleDescription Bundle,
    DateTimeOffset RegisteredAt,
    DateTimeOffset StateChangedAt,
    string? ServedFrom = null,
    string? AdapterId = null,
    int Round = 0)
{
    public VersionInfo ToInfo(VersionCoverage? coverage = null, BackfillProgress? backfill = null, IReadOnlyList<LastRead>? lastReads = null) => new(
        Version, State, BundleUri, Bundle.Sha256, Bundle.EmbeddingSpaceId, Bundle.Dimension, Bundle.Metric, RegisteredAt, StateChangedAt, coverage, backfill, lastReads, ServedFrom, AdapterId);
}
