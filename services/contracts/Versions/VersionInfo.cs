namespace UserRep.Contracts.Versions;

/// <summary>One version as version-router lists it.</summary>
/// <param name="LastReads">By model, newest first; only where one version is asked for.</param>
public sealed record VersionInfo(
    string Version,
    VersionState State,
    string BundleUri,
    string Sha256,
    string EmbeddingSpaceId,
    int Dimension,
    string Metric,
    DateTimeOffset RegisteredAt,
    DateTimeOffset StateChangedAt,
    VersionCoverage? Coverage = null,
    BackfillProgress? Backfill = null,
    IReadOnlyList<LastRead>? LastReads = null);
