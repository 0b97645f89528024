using UserRep.Contracts.Wire;
using UserRep.Features.Histories;
using UserRep.Features.Items;

namespace UserRep.Trainer.Events;

/// <summary>All events before the cut, compact, by user and then by time, without repetitions.</summary>
internal sealed class EventLog
{
    private readonly LoggedEvent[] _events;
    private readonly int[] _userStart;

    public EventLog(string[] users, string[] items, ulong[] itemHashes, string[] actions, List<UserEvent> others, LoggedEvent[] events, int[] userStart, string fingerprint)
    {
        (Users, Items, ItemHashes, Actions, Others) = (users, items, itemHashes, actions, others);
        (_events, _userStart, Fingerprint) = (events, userStart, fingerprint);
    }

    public string[] Users { get; }

    public string[] Items { get; }

    public ulong[] ItemHashes { get; }

    public string[] Actions { get; }

    /// <summary>Onboarding and profile events.</summary>
    public IReadOnlyList<UserEvent> Others { get; }

    /// <summary>The same events give the same fingerprint in any order and with any repetitions.</summary>
    public string Fingerprint { get; }

    /// <summary>The source's first event, even one at or after the cut; null if it has none.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>The last event before the cut; null if there is none.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Events left out because a value in them is beyond <see cref="EventBounds"/>.</summary>
    public long Refused { get; init; }

    public int Count => _userStart[^1];

    /// <summary>In order of time.</summary>
    public ReadOnlySpan<LoggedEvent> Of(int user) => _events.AsSpan(_userStart[user].._userStart[user + 1]);

    public long InteractionsWithout(ItemTable vectors)
    {
        var without = ItemHashes.Select(hash => vectors.IndexOf(hash) < 0).ToArray();
        var count = 0L;
        foreach (ref readonly var e in _events.AsSpan(0, Count))
        {
            if (e.Item >= 0 && without[e.Item])
                count++;
        }
        return count;
    }

    /// <summary>Puts an event into a history, with the arithmetic of the ingest service.</summary>
    public void Apply(in LoggedEvent e, UserHistory history)
    {
        if (e.Other >= 0)
            HistoryEditor.Apply(history, Others[e.Other]);
        else
            HistoryEditor.Interaction(history, e.Hash, e.At, ItemHashes[e.Item], Actions[e.Action], e.MilliWeight, e.Milliseconds);
    }
}
