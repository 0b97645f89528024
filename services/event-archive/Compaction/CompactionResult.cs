namespace UserRep.EventArchive.Compaction;

/// <param name="Busy">Another process compacts or erases; nothing was done.</param>
/// <param name="Segments">Segments that are in day files now.</param>
/// <param name="Rows">Rows written to day files, those of earlier small files that were merged included.</param>
/// <param name="Repeated">Repetitions that were left out.</param>
/// <param name="Unreadable">Day files that could not be read and were left as they are.</param>
/// <param name="Recovered">Segments of dead writers that were finished.</param>
/// <param name="TornBytes">Cut from the ends of these: records that nobody was told are durable.</param>
/// <param name="DamagedBytes">Stepped over before their ends: what was there is lost.</param>
public sealed record CompactionResult(bool Busy = false, int Segments = 0, long Rows = 0, long Repeated = 0, int Unreadable = 0, int Recovered = 0, long TornBytes = 0, long DamagedBytes = 0);
