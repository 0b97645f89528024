using UserRep.Contracts.Events;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Adapters;

/// <summary>Whom two spaces are compared on: users active within the longest window, at moments spread over the events up to their end.</summary>
internal static class PairPopulation
{
    /// <param name="keepUser">Which side of the split is wanted.</param>
    /// <param name="most">Most samples; those of the lowest hashes.</param>
    public static Population Of(EvaluationData data, string name, IReadOnlyList<Cut> cuts, int windowDays, Predicate<int> keepUser, int most)
    {
        var samples = new List<Sample>();
        for (var c = 0; c < cuts.Count; c++)
        {
            var at = cuts[c].At;
            for (var u = 0; u < data.Log.Users.Length; u++)
            {
                if (keepUser(u) && data.IsActive(u, at - EvaluationData.Days(windowDays), at))
                    samples.Add(new Sample(u, c, data.EventsBefore(u, at), at));
            }
        }
        var taken = HashSample.Of([.. Enumerable.Range(0, samples.Count)], most, i => $"{data.Log.Users[samples[i].User]} {samples[i].Cut}");
        return new Population(name, cuts, [.. taken.Select(i => samples[i])]);
    }

    /// <summary>Days by whose end (i + 1) / count of all events have passed: the last is the end of the data, where a mesh would be.</summary>
    public static IReadOnlyList<Cut> Cuts(EvaluationData data, int count)
    {
        var days = new SortedDictionary<int, long>();
        for (var u = 0; u < data.Log.Users.Length; u++)
        {
            foreach (ref readonly var e in data.Log.Of(u))
            {
                if (e.Item >= 0)
                    days[UnixDay.Of(e.At)] = days.GetValueOrDefault(UnixDay.Of(e.At)) + 1;
            }
        }
        var (total, passed, next) = (days.Values.Sum(), 0L, 0);
        var cuts = new SortedSet<int>();
        foreach (var (day, events) in days)
        {
            passed += events;
            for (; next < count && passed * count >= (next + 1) * total; next++)
                cuts.Add(day + 1);
        }
        return [.. cuts.Select(d => new Cut(UnixDay.StartMilliseconds(d), false))];
    }
}
