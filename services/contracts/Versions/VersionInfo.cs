namespace UserRep.Contracts.Versions;

/// <summary>One version as version-router lists it.</summary>
/// <param name="Coverage">Of its own vectors: an adapted version has none.</param>
/// <param name="LastReads">By model, newest first; only where one version is asked for.</param>
/// <param name="ServedFrom">The version whose vectors are mapped into this one's space; null where it is served from its own.</param>
/// <param name="AdapterId">The adapter that maps them.</param>
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
    IReadOnlyList<LastRead>? LastReads = null,
    string? ServedFrom = null,
    string? AdapterId = null);
