using System.Globalization;
using UserRep.Trainer.EventFiles;
using UserRep.Trainer.Tables;

namespace UserRep.Trainer.Exports;

/// <summary>The rows of a labels file, by user (ordinal order of ids) and then by time.</summary>
internal sealed class LabelTable
{
    private const string UserColumn = "user_id";
    private const string TimeColumn = "time";

    private readonly Names _users = new();
    private readonly List<LabelRow> _rows = [];

    private LabelTable(IReadOnlyList<LabelColumn> columns) => Columns = columns;

    public IReadOnlyList<LabelColumn> Columns { get; }

    public IReadOnlyList<LabelRow> Rows => _rows;

    /// <summary>Just after the last instant asked for.</summary>
    public DateTimeOffset End => DateTimeOffset.FromUnixTimeMilliseconds(_rows.Max(r => r.At) + 1);

    public string UserOf(in LabelRow row) => _users[row.User];

    public static LabelTable? TryRead(string path, ReadReport report, List<string> faults, CancellationToken cancellationToken)
    {
        using var table = TableReader.TryOpen(path, new TableFormat(), (line, reason) => report.Refuse(path, line, reason), out var fault);
        if (table is null)
        {
            faults.Add(fault!);
            return null;
        }
        var names = table.Columns!.ToList();
        var (user, time) = (names.IndexOf(UserColumn), names.IndexOf(TimeColumn));
        if (user < 0 || time < 0)
            faults.Add($"{path} must have the columns {UserColumn} and {TimeColumn}; it has {string.Join(", ", names)}");
        foreach (var taken in names.Intersect(TrainingSetFile.OwnColumns).Except([UserColumn]))
            faults.Add($"{path} has a column {taken}, which the training set has itself; give it another name");
        foreach (var twice in names.GroupBy(n => n).Where(g => g.Count() > 1 || g.Key.Length == 0))
            faults.Add($"{path} has {twice.Count()} columns of the name '{twice.Key}'");
        if (faults.Count > 0)
            return null;
        var places = Enumerable.Range(0, names.Count).Where(c => c != user && c != time).ToArray();
        var labels = new LabelTable([.. places.Select(p => new LabelColumn(names[p]))]);
        try
        {
            while (table.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (labels.Take(table, user, time, places) is { } reason)
                    report.Refuse(path, table.Line, reason);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            faults.Add($"{path} can't be read on after line {table.Line}: {e.Message}");
            return null;
        }
        labels.Sort();
        return labels;
    }

    private string? Take(ITableReader table, int user, int time, int[] places)
    {
        if (IdRule.Fault("user_id", table[user]) is { } badId)
            return badId;
        if (!TryInstant(table[time], out var at))
            return $"its time '{EventFiles.Text.Shortened(table[time])}' isn't ISO 8601";
        for (var c = 0; c < places.Length; c++)
            Columns[c].Add(table[places[c]]);
        _rows.Add(new LabelRow(_users.Number(table[user]), at, _rows.Count, table.Line));
        return null;
    }

    private void Sort()
    {
        var rank = new int[_users.Count];
        foreach (var (user, place) in Enumerable.Range(0, _users.Count).OrderBy(u => _users[u], StringComparer.Ordinal).Select((user, place) => (user, place)))
            rank[user] = place;
        _rows.Sort((a, b) => a.User != b.User ? rank[a.User].CompareTo(rank[b.User]) : a.At != b.At ? a.At.CompareTo(b.At) : a.Row.CompareTo(b.Row));
        foreach (var column in Columns)
            column.Complete();
    }

    private static bool TryInstant(string text, out long at)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        // The parser alone would take 01/02/2013 too, which may be two days.
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var instant) && text is [_, _, _, _, '-', _, _, '-', ..];
        at = instant.ToUnixTimeMilliseconds();
        return read;
    }
}
