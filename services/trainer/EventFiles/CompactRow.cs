namespace UserRep.Trainer.EventFiles;

/// <summary>One event of a file, small enough to hold ten million of them for sorting (40 bytes).</summary>
/// <param name="Weight">NaN for none.</param>
/// <param name="PlayedMs">-1 for none.</param>
internal readonly record struct CompactRow(long At, int User, int Item, int Action, int Row, double Weight, long PlayedMs);
