using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Observing;

/// <summary>How far a version is, as last asked.</summary>
/// <param name="Coverage">Share of known users that have a vector.</param>
/// <param name="Backfill">Null: none was begun.</param>
internal sealed record VersionCounts(string Version, double Coverage, BackfillProgress? Backfill);
