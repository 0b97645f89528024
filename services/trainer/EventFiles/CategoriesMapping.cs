using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>A file that says what items are.</summary>
/// <param name="File">Relative to the events file's folder.</param>
/// <param name="Key">The item's id, as in the events.</param>
/// <param name="Columns">Each holds categories; of several columns each category is prefixed by its column's name.</param>
/// <param name="Separator">Between the categories of one field. Default: a field is one category.</param>
internal sealed record CategoriesMapping(string File, ColumnRef Key, IReadOnlyList<ColumnRef> Columns, string? Separator = null, TableFormat? Table = null, IReadOnlyDictionary<string, string>? Where = null);
