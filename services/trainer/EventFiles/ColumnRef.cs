using System.Text.Json.Serialization;
using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>One column by name or number (from 0), or several whose values are joined by a colon.</summary>
[JsonConverter(typeof(ColumnRefConverter))]
internal sealed record ColumnRef(IReadOnlyList<string> Parts)
{
    private const string Joint = ":";

    // A column given by number is kept with this in front, which no header has.
    public const char NumberMark = '\0';

    public string Display => string.Join(" + ", Parts.Select(p => p.TrimStart(NumberMark)));

    /// <summary>Places of the columns in a table; what isn't there is added to the faults.</summary>
    public int[] Resolve(ITableReader table, string path, List<string> faults)
    {
        var places = new int[Parts.Count];
        for (var p = 0; p < places.Length; p++)
        {
            places[p] = Parts[p][0] == NumberMark ? int.Parse(Parts[p].AsSpan(1)) : Find(table, Parts[p]);
            if (places[p] < 0)
                faults.Add(table.Columns is null
                    ? $"{path} has no header, so column '{Parts[p]}' must be given by number"
                    : $"{path} has no column '{Parts[p]}'; it has {string.Join(", ", table.Columns)}");
            else if (table.Columns is { } columns && places[p] >= columns.Count)
                faults.Add($"{path} has {columns.Count} columns, so there is no column number {places[p]}");
        }
        return places;
    }

    public static string Read(ITableReader row, int[] places)
    {
        if (places.Length == 1)
            return row[places[0]];
        return string.Join(Joint, places.Select(p => row[p]));
    }

    private static int Find(ITableReader table, string name)
    {
        for (var c = 0; c < (table.Columns?.Count ?? 0); c++)
        {
            if (table.Columns![c] == name)
                return c;
        }
        return -1;
    }
}
