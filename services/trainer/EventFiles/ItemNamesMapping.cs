using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>A file that says what people call items.</summary>
/// <param name="File">Relative to the events file's folder; it may be that of the categories.</param>
/// <param name="Key">The item's id, as in the events.</param>
/// <param name="Column">The name.</param>
internal sealed record ItemNamesMapping(string File, ColumnRef Key, ColumnRef Column, TableFormat? Table = null, IReadOnlyDictionary<string, string>? Where = null);
