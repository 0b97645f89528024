using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>Walks the rows of a file that stands beside the events file, by key.</summary>
internal static class JoinedFile
{
    /// <returns>Why the row is refused; null if it isn't.</returns>
    public delegate string? Taker(ReadOnlySpan<char> key);

    /// <param name="bind">Finds the columns, before the first row; returns the key and what to do with each row.</param>
    public static void Each(string path, TableFormat? format, IReadOnlyDictionary<string, string>? where, DataSet set, Func<ColumnScope, (Column Key, Taker Take)> bind)
    {
        using var table = TableReader.TryOpen(path, format ?? new TableFormat(), (line, reason) => set.Report.Refuse(path, line, reason), out var fault);
        if (table is null)
        {
            set.Faults.Add(fault!);
            return;
        }
        var known = set.Faults.Count;
        var scope = new ColumnScope(table, path, null, set);
        var (key, take) = bind(scope);
        var filter = new RowFilter(where, scope);
        if (set.Faults.Count == known)
            Each(table, path, filter, key, set, take);
    }

    public static void Each(ITableReader table, string path, RowFilter filter, Column key, DataSet set, Taker take)
    {
        try
        {
            while (table.Read())
            {
                if (!filter.Keeps())
                    continue;
                var id = key.Read();
                if ((id.IsEmpty ? "its key is empty" : take(id)) is { } reason)
                    set.Report.Refuse(path, table.Line, reason);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            set.Faults.Add($"{path} can't be read on after line {table.Line}: {e.Message}");
        }
    }
}
