using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>A file that says who users are: one profile event per row.</summary>
/// <param name="File">Relative to the events file's folder.</param>
/// <param name="Attributes">By attribute name: the column of its value.</param>
/// <param name="Time">When it became known. Default: at the user's first event.</param>
internal sealed record UsersMapping(string File, ColumnRef Key, IReadOnlyDictionary<string, ColumnRef> Attributes, TimeMapping? Time = null, TableFormat? Table = null, IReadOnlyDictionary<string, string>? Where = null);
