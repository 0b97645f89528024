using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>Finds columns in a table and in the files joined to it. What isn't there is added to the faults.</summary>
internal sealed class ColumnScope(ITableReader table, string path, IReadOnlyDictionary<string, Join>? joins, DataSet set)
{
    /// <summary>A column whose values become part of events.</summary>
    public Column Input(ColumnRef column) => Find(column, set.Inputs);

    /// <summary>A column that only finds or chooses rows.</summary>
    public Column Key(ColumnRef column) => Find(column, null);

    /// <summary>A column that holds what came of users: a fault if it is an input too.</summary>
    public Column Label(ColumnRef column, string label)
    {
        var found = Find(column, null);
        foreach (var part in column.Parts)
        {
            if (set.Inputs.Has(path, Place(table, path, part, [])))
                set.Faults.Add($"{path}: column '{ColumnRef.Shown(part)}' is the label {label}, so it can't be mapped as anything else: what is known only afterwards would become input");
        }
        return found;
    }

    /// <returns>-1, with a fault added, if it isn't there.</returns>
    public static int Place(ITableReader table, string path, string part, List<string> faults)
    {
        var place = part[0] == ColumnRef.NumberMark ? int.Parse(part.AsSpan(1)) : IndexOf(table.Columns, part);
        if (place < 0)
            faults.Add(table.Columns is null
                ? $"{path} has no header, so column '{part}' must be given by number"
                : $"{path} has no column '{part}'; it has {string.Join(", ", table.Columns)}");
        else if (table.Columns is { } columns && place >= columns.Count)
            faults.Add($"{path} has {columns.Count} columns, so there is no column number {place}");
        else
            return place;
        return -1;
    }

    private Column Find(ColumnRef column, ColumnUses? uses) => new([.. column.Parts.Select(p => Part(p, uses))]);

    private ColumnPart Part(string part, ColumnUses? uses)
    {
        var dot = part.IndexOf('.');
        if (dot > 0 && joins is not null && joins.TryGetValue(part[..dot], out var join))
            return new ColumnPart(table, join, join.Keep(part[(dot + 1)..], uses, set.Faults));
        var place = Place(table, path, part, set.Faults);
        if (place >= 0)
            uses?.Add(path, place);
        return new ColumnPart(table, null, place);
    }

    private static int IndexOf(IReadOnlyList<string>? columns, string name)
    {
        for (var c = 0; c < (columns?.Count ?? 0); c++)
        {
            if (columns![c] == name)
                return c;
        }
        return -1;
    }
}
