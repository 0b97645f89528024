namespace UserRep.EventArchive.Segments;

internal readonly record struct SealedSegments(int Segments, long TornBytes, long DamagedBytes);
