namespace UserRep.Trainer.EventFiles;

/// <summary>Keeps the rows whose columns have exactly the values asked for.</summary>
internal sealed class RowFilter(IReadOnlyDictionary<string, string>? where, ColumnScope scope)
{
    private readonly (Column Column, string Value)[] _conditions = [.. (where ?? new Dictionary<string, string>()).Select(w => (scope.Key(new ColumnRef([w.Key])), w.Value))];

    public bool Keeps()
    {
        foreach (var (column, value) in _conditions)
        {
            if (!column.Read().SequenceEqual(value))
                return false;
        }
        return true;
    }
}
