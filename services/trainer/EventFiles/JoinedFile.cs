using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>Walks a file that is joined to the events by a key.</summary>
internal static class JoinedFile
{
    public delegate void Taker(long line, string key, string[] fields);

    public static void Each(
        string path, TableFormat? format, IReadOnlyDictionary<string, string>? where, ColumnRef key, IReadOnlyList<ColumnRef> columns,
        ReadReport report, List<string> faults, Taker take)
    {
        using var table = TableReader.TryOpen(path, format ?? new TableFormat(), (line, reason) => report.Refuse(path, line, reason), out var fault);
        if (table is null)
        {
            faults.Add(fault!);
            return;
        }
        var known = faults.Count;
        var keyPlace = key.Resolve(table, path, faults);
        var places = columns.Select(c => c.Resolve(table, path, faults)).ToArray();
        var filter = new RowFilter(where, table, path, faults);
        if (faults.Count > known)
            return;
        try
        {
            while (table.Read())
            {
                if (!filter.Keeps(table))
                    continue;
                var id = ColumnRef.Read(table, keyPlace);
                if (id.Length == 0)
                    report.Refuse(path, table.Line, "its key is empty");
                else
                    take(table.Line, id, [.. places.Select(p => ColumnRef.Read(table, p))]);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            faults.Add($"{path} can't be read on after line {table.Line}: {e.Message}");
        }
    }
}
