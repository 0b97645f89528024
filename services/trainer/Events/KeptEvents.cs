namespace UserRep.Trainer.Events;

/// <summary>A source's events without those of the persons that are left out.</summary>
internal sealed class KeptEvents(IEventSource source, double leaveOut)
{
    // By user: sources have many more events than users.
    private readonly Dictionary<string, bool> _leftOut = [];

    /// <summary>Among the events read so far.</summary>
    public int UsersLeftOut => _leftOut.Values.Count(left => left);

    public IEnumerable<SourceEvent> Read() => leaveOut > 0 ? source.Events().Where(e => !IsLeftOut(e.UserId)) : source.Events();

    private bool IsLeftOut(string user)
    {
        if (!_leftOut.TryGetValue(user, out var left))
            _leftOut[user] = left = PersonSplit.IsLeftOut(source.PersonOf(user), leaveOut);
        return left;
    }
}
