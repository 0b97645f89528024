using System.Globalization;
using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>Turns the rows of an events file into compact rows and onboarding picks; a row that doesn't fit is counted with its reason.</summary>
internal sealed class EventRowsReader
{
    private const string DefaultAction = "interact";
    private const int CancelEvery = 65_536;

    private readonly DataSet _set;
    private readonly Column _user;
    private readonly Column _item;
    private readonly TimeColumn _time;
    private readonly Column? _person;
    private readonly Column? _action;
    private readonly Column? _weight;
    private readonly Column? _playedMs;
    private readonly Column? _eventId;
    private readonly string _constantAction;
    private readonly string? _pickAction;
    private readonly List<CompactRow> _rows = [];
    private readonly Names _items = new();
    private readonly Names _actions = new();
    private readonly List<string> _eventIds = [];

    private EventRowsReader(EventMapping mapping, ColumnScope scope, DataSet set)
    {
        _set = set;
        _user = scope.Input(mapping.User);
        _item = scope.Input(mapping.Item);
        _time = new TimeColumn(mapping.Time, scope.Input(mapping.Time.Column), scope);
        _person = mapping.Person is { } person ? scope.Key(person) : null;
        _action = mapping.Action?.Column is { } action ? scope.Input(action) : null;
        _weight = mapping.Weight is { } weight ? scope.Input(weight) : null;
        _playedMs = mapping.PlayedMs is { } played ? scope.Input(played) : null;
        _eventId = mapping.EventId is { } eventId ? scope.Key(eventId) : null;
        _constantAction = mapping.Action?.Constant ?? DefaultAction;
        _pickAction = mapping.Onboarding?.Action;
    }

    public static EventRows? TryRead(string path, EventMapping mapping, DataSet set, CancellationToken cancellationToken)
    {
        using var table = TableReader.TryOpen(path, mapping.Table ?? new TableFormat(), (line, reason) => set.Report.Refuse(path, line, reason), out var fault);
        if (table is null)
        {
            set.Faults.Add(fault!);
            return null;
        }
        var known = set.Faults.Count;
        using var joins = new Joins(mapping.Joins, set);
        var own = new ColumnScope(table, path, null, set);
        var reader = new EventRowsReader(mapping, new ColumnScope(table, path, joins.ByName, set), set);
        var filter = new RowFilter(mapping.Where, own);
        joins.Bind(own);
        if (set.Faults.Count > known || !joins.TryLoad())
            return null;
        try
        {
            for (var row = 1L; table.Read(); row++)
            {
                if (row % CancelEvery == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                if (!filter.Keeps())
                    set.Report.FilteredOut++;
                else if ((joins.Seek() ?? reader.TakeRow()) is { } reason)
                    set.Report.Refuse(path, table.Line, reason);
                else
                    set.Report.Accepted++;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            set.Faults.Add($"{path} can't be read on after line {table.Line}: {e.Message}");
            return null;
        }
        return new EventRows(set, reader._rows, reader._items, reader._actions, reader._eventIds);
    }

    /// <returns>Why the row isn't an event; null if it is.</returns>
    private string? TakeRow()
    {
        var user = _user.Read();
        var item = _item.Read();
        if ((IdRule.Fault("user", user) ?? IdRule.Fault("item", item)) is { } badId)
            return badId;
        if (_time.Read(out var at) is { } badTime)
            return badTime;
        var action = _action is null ? _constantAction : _action.Read();
        if (IdRule.Fault("action", action) is { } badAction)
            return badAction;
        var weight = double.NaN;
        if (_weight is not null && _weight.Read() is { IsEmpty: false } weightText
            && (!double.TryParse(weightText, NumberStyles.Float, CultureInfo.InvariantCulture, out weight) || !double.IsFinite(weight)))
            return $"its weight '{Text.Shortened(weightText)}' isn't a number";
        var played = -1L;
        if (_playedMs is not null && _playedMs.Read() is { IsEmpty: false } playedText
            && (!long.TryParse(playedText, NumberStyles.None, CultureInfo.InvariantCulture, out played) || played < 0))
            return $"its played milliseconds '{Text.Shortened(playedText)}' aren't a whole number from 0";
        if (_eventId is not null && IdRule.Fault("event id", _eventId.Read()) is { } badEventId)
            return badEventId;
        if (_person is not null && !_set.Persons.TrySet(user, _person.Read()))
            return $"its user {user} is another person in an earlier row";
        var number = _set.Users.Note(user, at);
        if (_pickAction is not null && action.SequenceEqual(_pickAction))
            return _set.Picks.Add(_set.Users[number], item.ToString(), at, _eventId?.Read().ToString());
        if (_eventId is not null)
            _eventIds.Add(_eventId.Read().ToString());
        _rows.Add(new CompactRow(at, number, _items.Number(item), _actions.Number(action), _rows.Count, weight, played));
        return null;
    }
}
