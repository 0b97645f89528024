using System.Globalization;
using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>Turns the rows of an events file into compact rows; a row that doesn't fit is counted with its reason.</summary>
internal sealed class EventRowsReader
{
    /// <summary>Longest id that the wire contract takes.</summary>
    private const int MaxIdLength = 256;

    private const string DefaultAction = "interact";
    private const int CancelEvery = 65_536;

    private readonly EventMapping _mapping;
    private readonly ITableReader _table;
    private readonly int[] _user;
    private readonly int[] _item;
    private readonly int[] _time;
    private readonly int[]? _action;
    private readonly int[]? _weight;
    private readonly int[]? _playedMs;
    private readonly int[]? _eventId;
    private readonly List<CompactRow> _rows = [];
    private readonly Names _users = new();
    private readonly Names _items = new();
    private readonly Names _actions = new();
    private readonly List<string> _eventIds = [];

    private EventRowsReader(EventMapping mapping, ITableReader table, string path, List<string> faults)
    {
        (_mapping, _table) = (mapping, table);
        _user = mapping.User.Resolve(table, path, faults);
        _item = mapping.Item.Resolve(table, path, faults);
        _time = mapping.Time.Column.Resolve(table, path, faults);
        _action = mapping.Action?.Column?.Resolve(table, path, faults);
        _weight = mapping.Weight?.Resolve(table, path, faults);
        _playedMs = mapping.PlayedMs?.Resolve(table, path, faults);
        _eventId = mapping.EventId?.Resolve(table, path, faults);
    }

    public static EventRows? TryRead(string path, EventMapping mapping, string source, ReadReport report, List<string> faults, CancellationToken cancellationToken)
    {
        using var table = TableReader.TryOpen(path, mapping.Table ?? new TableFormat(), (line, reason) => report.Refuse(path, line, reason), out var fault);
        if (table is null)
        {
            faults.Add(fault!);
            return null;
        }
        var known = faults.Count;
        var reader = new EventRowsReader(mapping, table, path, faults);
        var filter = new RowFilter(mapping.Where, table, path, faults);
        if (faults.Count > known)
            return null;
        try
        {
            for (var row = 1L; table.Read(); row++)
            {
                if (row % CancelEvery == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                if (!filter.Keeps(table))
                    report.FilteredOut++;
                else if (reader.TakeRow() is { } reason)
                    report.Refuse(path, table.Line, reason);
                else
                    report.Accepted++;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            faults.Add($"{path} can't be read on after line {table.Line}: {e.Message}");
            return null;
        }
        return reader.Finish(source);
    }

    /// <returns>Why the row isn't an event; null if it is.</returns>
    private string? TakeRow()
    {
        var user = ColumnRef.Read(_table, _user);
        if (user.Length is 0 or > MaxIdLength)
            return $"its user has {user.Length} characters, must be 1 to {MaxIdLength}";
        var item = ColumnRef.Read(_table, _item);
        if (item.Length is 0 or > MaxIdLength)
            return $"its item has {item.Length} characters, must be 1 to {MaxIdLength}";
        var time = ColumnRef.Read(_table, _time);
        if (!_mapping.Time.TryRead(time, out var at))
            return $"its time '{Shortened(time)}' isn't {_mapping.Time.Format}";
        var action = _action is null ? _mapping.Action?.Constant ?? DefaultAction : ColumnRef.Read(_table, _action);
        if (action.Length is 0 or > MaxIdLength)
            return "its action is empty or too long";
        var weight = double.NaN;
        if (_weight is not null && ColumnRef.Read(_table, _weight) is { Length: > 0 } weightText
            && (!double.TryParse(weightText, NumberStyles.Float, CultureInfo.InvariantCulture, out weight) || !double.IsFinite(weight)))
            return $"its weight '{Shortened(weightText)}' isn't a number";
        var played = -1L;
        if (_playedMs is not null && ColumnRef.Read(_table, _playedMs) is { Length: > 0 } playedText
            && (!long.TryParse(playedText, NumberStyles.None, CultureInfo.InvariantCulture, out played) || played < 0))
            return $"its played milliseconds '{Shortened(playedText)}' aren't a whole number from 0";
        if (_eventId is not null)
        {
            var id = ColumnRef.Read(_table, _eventId);
            if (id.Length is 0 or > MaxIdLength)
                return $"its event id has {id.Length} characters, must be 1 to {MaxIdLength}";
            _eventIds.Add(id);
        }
        _rows.Add(new CompactRow(at, _users.Number(user), _items.Number(item), _actions.Number(action), _rows.Count, weight, played));
        return null;
    }

    private EventRows Finish(string source)
    {
        var rows = _rows.ToArray();
        Array.Sort(rows, (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Row.CompareTo(b.Row));
        return new EventRows(source, rows, _users, _items, _actions, _eventIds);
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
