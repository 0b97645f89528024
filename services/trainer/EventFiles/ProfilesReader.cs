using UserRep.Trainer.Events;

namespace UserRep.Trainer.EventFiles;

/// <summary>Reads the users file: one profile event per row, in the file's order.</summary>
internal sealed class ProfilesReader
{
    private readonly List<(string Name, Column Column)> _attributes;
    private readonly TimeColumn? _time;
    private readonly Column? _person;
    private readonly Column? _eventId;
    private readonly DataSet _set;
    private readonly Dictionary<string, int> _rowsOf = [];
    private readonly List<SourceEvent> _profiles;

    private ProfilesReader(UsersMapping mapping, ColumnScope scope, DataSet set, ColumnRef? person, List<SourceEvent> profiles)
    {
        (_set, _profiles) = (set, profiles);
        _attributes = [.. mapping.Attributes.Select(a => (a.Key, scope.Input(a.Value)))];
        _time = mapping.Time is { } time ? new TimeColumn(time, scope.Input(time.Column), scope) : null;
        _person = person is null ? null : scope.Key(mapping.Person ?? person);
        _eventId = mapping.EventId is null ? null : scope.Key(mapping.EventId);
    }

    /// <param name="set">Whose interactions and picks are read already. Gains the persons of users who have none.</param>
    /// <param name="person">The mapping's person, for a users mapping without its own; null: each user is a person.</param>
    public static List<SourceEvent> Read(UsersMapping mapping, DataSet set, ColumnRef? person)
    {
        var profiles = new List<SourceEvent>();
        var path = set.PathOf(mapping.File);
        JoinedFile.Each(path, mapping.Table, mapping.Where, set, scope =>
        {
            var reader = new ProfilesReader(mapping, scope, set, person, profiles);
            return (scope.Key(mapping.Key), reader.Take);
        });
        return profiles;
    }

    private string? Take(ReadOnlySpan<char> key)
    {
        if ((IdRule.Fault("user", key) ?? (_eventId is null ? null : IdRule.Fault("event id", _eventId.Read()))) is { } badId)
            return badId;
        var first = _set.Users.FirstAt(key);
        long at;
        if (_time is { IsEmpty: false })
        {
            if (_time.Read(out at) is { } reason)
                return reason;
        }
        else if (first is null)
        {
            _set.Report.Undated++;
            return null;
        }
        else
        {
            at = first.Value;
        }
        // Of users who did something, the events say who they are.
        if (first is null && _person is not null && !_set.Persons.TrySet(key, _person.Read()))
            return $"its user {key} is another person in an earlier row";
        var values = new Dictionary<string, string>();
        foreach (var (name, column) in _attributes)
        {
            if (column.Read() is { IsEmpty: false } value)
                values[name] = value.ToString();
        }
        if (values.Count == 0)
            return null;
        var user = key.ToString();
        var number = _rowsOf[user] = _rowsOf.GetValueOrDefault(user) + 1;
        _profiles.Add(new SourceEvent(SourceEventKind.Profile, _eventId?.Read().ToString() ?? $"{_set.Source}-profile-{user}-{number}", user, at) { Profile = values });
        return null;
    }
}
