using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Cost;

/// <summary>When feature-ingest emits a user: at once for first events, onboarding and profile, else when the gathering time is over.</summary>
internal static class Coalescing
{
    /// <summary>Adds, for each emission, how many of the user's events it has in it.</summary>
    public static void Points(ReadOnlySpan<LoggedEvent> events, int milliseconds, List<int> into)
    {
        var gathering = false;
        var end = 0L;
        for (var i = 0; i < events.Length; i++)
        {
            if (gathering && events[i].At > end)
            {
                into.Add(i);
                gathering = false;
            }
            if (i == 0 || events[i].Other >= 0)
            {
                // What was being gathered goes along.
                into.Add(i + 1);
                gathering = false;
            }
            else if (!gathering)
            {
                (gathering, end) = (true, events[i].At + milliseconds);
            }
        }
        if (gathering)
            into.Add(events.Length);
    }
}
