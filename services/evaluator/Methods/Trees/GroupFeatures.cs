using UserRep.Contracts.Events;
using UserRep.Evaluator.Samples;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Methods.Trees;

/// <summary>How much a user uses each item group.</summary>
internal static class GroupFeatures
{
    // Uses per window, days since the last use, share of all uses.
    public const int PerGroup = 5;

    private static readonly int[] s_windows = [7, 28, 180];

    public static void Write(ReadOnlySpan<LoggedEvent> events, long until, ItemGroups groups, Span<float> row)
    {
        var total = 0;
        for (var g = 0; g < groups.Names.Count; g++)
            row[g * PerGroup + s_windows.Length] = float.NaN;
        for (var i = events.Length - 1; i >= 0; i--)
        {
            ref readonly var e = ref events[i];
            var age = (until - 1 - e.At) / (double)UnixDay.MillisecondsPerDay;
            if (age >= s_windows[^1])
                break;
            if (e.Item < 0)
                continue;
            total++;
            foreach (var group in groups.OfItem[e.Item])
            {
                var own = row.Slice(group * PerGroup, PerGroup);
                for (var w = s_windows.Length - 1; w >= 0 && age < s_windows[w]; w--)
                    own[w]++;
                if (float.IsNaN(own[s_windows.Length]))
                    own[s_windows.Length] = (float)age;
            }
        }
        for (var g = 0; g < groups.Names.Count && total > 0; g++)
            row[g * PerGroup + PerGroup - 1] = row[g * PerGroup + s_windows.Length - 1] / total;
    }
}
