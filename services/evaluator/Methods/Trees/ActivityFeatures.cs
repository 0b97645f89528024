using UserRep.Contracts.Events;
using UserRep.Evaluator.Samples;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Methods.Trees;

/// <summary>How much and how regularly a user acts.</summary>
internal static class ActivityFeatures
{
    private const int RhythmDays = 14;

    // Per window: events, active days, distinct items, minutes.
    private const int PerWindow = 4;

    // Days since the last and the first event, events ever, gaps between active days (mean, last, longest), mean weight.
    private const int Others = 7;

    private static readonly int[] s_windows = [1, 3, 7, 14, 28, 90, 180];

    public static int Width => s_windows.Length * PerWindow + RhythmDays + Others;

    public static void Write(ReadOnlySpan<LoggedEvent> events, long until, Span<float> row)
    {
        var windows = row[..(s_windows.Length * PerWindow)];
        var rhythm = row.Slice(windows.Length, RhythmDays);
        var others = row[^Others..];
        // NaN: never; trees tell it from any number.
        others.Fill(float.NaN);
        var (total, weight, gaps, longest, days) = (0, 0.0, 0, 0, 0);
        var items = new HashSet<int>();
        var lastDay = -1;
        // Newest first: an item or a day is new to every window that reaches back to where it is first met.
        for (var i = events.Length - 1; i >= 0; i--)
        {
            ref readonly var e = ref events[i];
            if (e.Item < 0)
                continue;
            var age = (until - 1 - e.At) / (double)UnixDay.MillisecondsPerDay;
            var day = (int)age;
            if (total++ == 0)
                others[0] = (float)age;
            others[1] = (float)age;
            if (day >= s_windows[^1])
                continue;
            weight += e.MilliWeight / 1000.0;
            if (day < RhythmDays)
                rhythm[day]++;
            var (isNewItem, isNewDay) = (items.Add(e.Item), day != lastDay);
            if (isNewDay)
            {
                if (days == 1)
                    others[4] = day - lastDay;
                if (days > 0)
                    (gaps, longest) = (gaps + day - lastDay, Math.Max(longest, day - lastDay));
                (days, lastDay) = (days + 1, day);
            }
            for (var w = s_windows.Length - 1; w >= 0 && day < s_windows[w]; w--)
            {
                var window = windows.Slice(w * PerWindow, PerWindow);
                window[0]++;
                window[1] += isNewDay ? 1 : 0;
                window[2] += isNewItem ? 1 : 0;
                window[3] += e.Milliseconds / 60_000f;
            }
        }
        others[2] = total;
        if (days > 1)
            (others[3], others[5]) = (gaps / (float)(days - 1), longest);
        if (windows[^PerWindow] is > 0 and var recent)
            others[6] = (float)(weight / recent);
    }
}
