using UserRep.Contracts.Wire;

namespace UserRep.Trainer.Events;

/// <summary>Histories computed offline: what the services must arrive at from the same events.</summary>
public static class HistoryReplay
{
    /// <summary>Every user's history from the events before <paramref name="before"/>.</summary>
    public static Dictionary<string, UserHistory> Histories(IEnumerable<SourceEvent> events, DateTimeOffset before)
    {
        var end = before.ToUnixTimeMilliseconds();
        var histories = new Dictionary<string, UserHistory>();
        foreach (var e in events)
        {
            if (e.At >= end)
                continue;
            if (!histories.TryGetValue(e.UserId, out var history))
                histories[e.UserId] = history = new UserHistory { UserId = e.UserId };
            e.ApplyTo(history);
        }
        return histories;
    }
}
