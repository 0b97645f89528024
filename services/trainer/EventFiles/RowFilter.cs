using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>Keeps the rows whose columns have exactly the values asked for.</summary>
internal sealed class RowFilter
{
    private readonly (int Place, string Value)[] _conditions;

    public RowFilter(IReadOnlyDictionary<string, string>? where, ITableReader table, string path, List<string> faults) =>
        _conditions = [.. (where ?? new Dictionary<string, string>()).Select(w => (new ColumnRef([w.Key]).Resolve(table, path, faults)[0], w.Value))];

    public bool Keeps(ITableReader row)
    {
        foreach (var (place, value) in _conditions)
        {
            if (row[place] != value)
                return false;
        }
        return true;
    }
}
