namespace UserRep.Trainer.EventFiles;

/// <summary>Reads a file of onboarding picks.</summary>
internal sealed class OnboardingReader
{
    private readonly Column _item;
    private readonly TimeColumn _time;
    private readonly Column? _eventId;
    private readonly DataSet _set;

    private OnboardingReader(OnboardingMapping mapping, ColumnScope scope, DataSet set)
    {
        _set = set;
        _item = scope.Input(mapping.Item!);
        _time = new TimeColumn(mapping.Time!, scope.Input(mapping.Time!.Column), scope);
        _eventId = mapping.EventId is null ? null : scope.Key(mapping.EventId);
    }

    public static void Read(OnboardingMapping mapping, DataSet set) =>
        JoinedFile.Each(set.PathOf(mapping.File!), mapping.Table, mapping.Where, set, scope =>
        {
            var reader = new OnboardingReader(mapping, scope, set);
            return (scope.Key(mapping.Key!), reader.Take);
        });

    private string? Take(ReadOnlySpan<char> user)
    {
        var item = _item.Read();
        if ((IdRule.Fault("user", user) ?? IdRule.Fault("item", item) ?? (_eventId is null ? null : IdRule.Fault("event id", _eventId.Read()))) is { } badId)
            return badId;
        if (_time.Read(out var at) is { } badTime)
            return badTime;
        _set.Users.Note(user, at);
        return _set.Picks.Add(user.ToString(), item.ToString(), at, _eventId?.Read().ToString());
    }
}
