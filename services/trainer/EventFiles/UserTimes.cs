namespace UserRep.Trainer.EventFiles;

/// <summary>Numbers the users of a data set and keeps when each did something first.</summary>
internal sealed class UserTimes
{
    private readonly Names _users = new();
    private readonly List<long> _firstAt = [];

    public string this[int user] => _users[user];

    /// <returns>The user's number.</returns>
    public int Note(ReadOnlySpan<char> user, long at)
    {
        var number = _users.Number(user);
        if (number == _firstAt.Count)
            _firstAt.Add(at);
        else if (at < _firstAt[number])
            _firstAt[number] = at;
        return number;
    }

    /// <returns>Null for a user who did nothing.</returns>
    public long? FirstAt(ReadOnlySpan<char> user) => _users.Find(user) is >= 0 and var number ? _firstAt[number] : null;
}
