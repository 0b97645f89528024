namespace UserRep.EventArchive.Erasing;

/// <param name="Rows">Rows removed by this call.</param>
/// <param name="RowsByUser">The same by user; those without any are not in it.</param>
/// <param name="Files">Files rewritten or deleted for it.</param>
/// <param name="OpenSegments">Segments that other live writers still append to, and that this call could not look into. Each writer finishes
/// its own before long; the removal is complete once a later call finds none of those listed by the first.</param>
public sealed record RemovalResult(long Rows, IReadOnlyDictionary<string, long> RowsByUser, int Files, IReadOnlyList<string> OpenSegments);
