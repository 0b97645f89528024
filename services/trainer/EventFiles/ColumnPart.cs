using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>One column of a table's current row, or of its partner in a joined file.</summary>
/// <param name="Join">Null for the table's own column.</param>
/// <param name="Place">Number of the column; in a joined file, of those that are kept.</param>
internal readonly record struct ColumnPart(ITableReader Table, Join? Join, int Place)
{
    public string Text => Join is null ? Table[Place] : Join[Place];
}
