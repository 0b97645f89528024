using UserRep.Contracts.Events;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Samples;

/// <summary>Which moments are looked at. Where none are named they are spread evenly over the events, so that quiet seasons get few.</summary>
internal static class CutPlan
{
    /// <summary>The longest question about the future, in days: it must be over before the data end, and before the bundle's cut-off for training.</summary>
    public const int LongestQuestion = 28;

    /// <param name="cutOff">The bundle's: training cuts lie before it, test cuts at or after it.</param>
    public static IReadOnlyList<Cut> Of(EventLog log, DateTimeOffset cutOff, EvaluationOptions options, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        faults = found;
        var days = new SortedDictionary<int, long>();
        for (var u = 0; u < log.Users.Length; u++)
        {
            foreach (ref readonly var e in log.Of(u))
            {
                if (e.Item >= 0)
                    days[UnixDay.Of(e.At)] = days.GetValueOrDefault(UnixDay.Of(e.At)) + 1;
            }
        }
        if (days.Count == 0)
        {
            found.Add("there is no interaction to evaluate on");
            return [];
        }
        // A cut-off within a day: its first whole day after it.
        var split = UnixDay.Of(cutOff.AddMilliseconds(-1)) + 1;
        var (first, last) = (days.Keys.First(), days.Keys.Last());
        var train = options.TrainCuts.Count > 0 ? Named(options.TrainCuts) : Spread(days, first + 1, split - LongestQuestion, options.TrainCutCount);
        var test = options.TestCuts.Count > 0 ? Named(options.TestCuts) : Spread(days, split, last + 1 - LongestQuestion, options.TestCutCount);
        Check("training", train, first + 1, split - LongestQuestion);
        Check("test", test, split, last + 1 - LongestQuestion);
        return [.. train.Select(d => new Cut(UnixDay.StartMilliseconds(d), false)), .. test.Select(d => new Cut(UnixDay.StartMilliseconds(d), true))];

        void Check(string kind, int[] cuts, int from, int to)
        {
            if (to < from)
                found.Add($"there is no room for a {kind} cut: the bundle's cut-off is {cutOff:yyyy-MM-dd}, the data run from {Date(first)} to {Date(last)}, and a question takes {LongestQuestion} days. Train with --as-of further from the data's end");
            else if (cuts.Any(c => c < from || c > to))
                found.Add($"{kind} cuts must lie within {Date(from)} to {Date(to)}: {string.Join(", ", cuts.Where(c => c < from || c > to).Select(Date))} do not");
        }
    }

    private static int[] Named(IReadOnlyList<DateOnly> cuts) => [.. cuts.Select(UnixDay.Of).Distinct().Order()];

    /// <summary>The days at which (i + 1/2) / count of the span's events have passed.</summary>
    private static int[] Spread(SortedDictionary<int, long> days, int from, int to, int count)
    {
        var span = days.Where(d => d.Key >= from && d.Key <= to).ToArray();
        var total = span.Sum(d => d.Value);
        var cuts = new SortedSet<int>();
        var (passed, next) = (0L, 0);
        foreach (var (day, events) in span)
        {
            passed += events;
            for (; next < count && passed >= (next + 0.5) / count * total; next++)
                cuts.Add(day);
        }
        return [.. cuts];
    }

    private static string Date(int day) => UnixDay.Date(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
