using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>A file with one row for each value of a key, whose columns may be used as if they stood in the events file.</summary>
/// <param name="File">Relative to the events file's folder.</param>
/// <param name="On">The key's columns in the events file.</param>
/// <param name="Key">The same in the joined file. Default: those of the same names.</param>
internal sealed record JoinMapping(string File, ColumnRef On, ColumnRef? Key = null, TableFormat? Table = null, IReadOnlyDictionary<string, string>? Where = null);
