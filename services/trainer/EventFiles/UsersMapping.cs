using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>A file that says who users are: one profile event per row.</summary>
/// <param name="File">Relative to the events file's folder.</param>
/// <param name="Attributes">By attribute name: the column of its value.</param>
/// <param name="Time">When it became known. Default, also for a row where it is empty: at the user's first event.</param>
/// <param name="Person">For users without an event. Default: the columns of the mapping's person.</param>
/// <param name="EventId">Default: source, user and the number of the user's row.</param>
internal sealed record UsersMapping(
    string File,
    ColumnRef Key,
    IReadOnlyDictionary<string, ColumnRef> Attributes,
    TimeMapping? Time = null,
    ColumnRef? Person = null,
    ColumnRef? EventId = null,
    TableFormat? Table = null,
    IReadOnlyDictionary<string, string>? Where = null);
