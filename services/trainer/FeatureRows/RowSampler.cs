using UserRep.Contracts.Events;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.FeatureRows;

/// <summary>
/// Chooses the moments at which a user is shown to the encoder: the day of the cut-off, which is what will be served; the moment
/// before the first interaction, so that cold start is learnt; and random days between, so that one user teaches many states. Half of these are
/// seen as a day begins, as reminders and exports at midnight are, half when it is over, as a user is who has just acted.
/// </summary>
internal static class RowSampler
{
    // A user long gone looks the same every day: random days stop this long after the last event.
    private const int QuietDays = 30;

    /// <returns>Ascending, without repetitions.</returns>
    public static RowPoint[] Sample(ReadOnlySpan<LoggedEvent> events, int lastDay, int count, StableRandom random)
    {
        var points = new SortedSet<RowPoint>(Comparer<RowPoint>.Create((a, b) => (a.AsOfDay, a.Events).CompareTo((b.AsOfDay, b.Events))))
        {
            new(events.Length, lastDay),
        };
        var first = FirstInteraction(events);
        if (count > 1 && first > 0)
            points.Add(new RowPoint(first, UnixDay.Of(events[first - 1].At)));
        var from = UnixDay.Of(events[0].At);
        // The last day is not over.
        var to = Math.Max(from, Math.Min(lastDay - 1, UnixDay.Of(events[^1].At) + QuietDays));
        for (var tries = points.Count; tries < count; tries++)
        {
            var day = from + random.Below(to - from + 1);
            var startOfDay = random.Below(2) == 0;
            // Before a user's first event nothing is known of them but, to whoever has the log, that they are about to come. To the encoder such a row looks like
            // one of somebody long gone; where the log is too short to have any, it would learn that these come back.
            if (UpTo(events, startOfDay ? day : day + 1) is > 0 and var known)
                points.Add(new RowPoint(known, day, startOfDay));
        }
        return [.. points];
    }

    private static int FirstInteraction(ReadOnlySpan<LoggedEvent> events)
    {
        for (var i = 0; i < events.Length; i++)
        {
            if (events[i].Item >= 0)
                return i;
        }
        return events.Length;
    }

    /// <summary>The number of events before a day begins.</summary>
    private static int UpTo(ReadOnlySpan<LoggedEvent> events, int day)
    {
        var end = UnixDay.StartMilliseconds(day);
        var count = 0;
        while (count < events.Length && events[count].At < end)
            count++;
        return count;
    }
}
