using UserRep.Contracts.Events;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;

namespace UserRep.EmbeddingStore.Coverage;

/// <summary>Quantiles of the days that vectors speak for, from the counts by day in the directories.</summary>
internal static class AsOfDays
{
    /// <returns>Null where there is no vector.</returns>
    public static AsOfQuantiles? Quantiles(IEnumerable<EmbeddingDirectory> directories)
    {
        var days = new SortedDictionary<int, long>();
        foreach (var (day, users) in directories.SelectMany(d => d.AsOfDays))
            days[day] = days.GetValueOrDefault(day) + users;
        var all = days.Values.Sum();
        return all == 0 ? null : new AsOfQuantiles(At(0), At(0.01), At(0.1), At(0.5), At(1));

        // The first day up to which more than that share of the vectors lie.
        DateOnly At(double share)
        {
            var rank = Math.Min(all - 1, (long)(share * all));
            foreach (var (day, users) in days)
            {
                if ((rank -= users) < 0)
                    return UnixDay.Date(day);
            }
            return UnixDay.Date(days.Keys.Last());
        }
    }
}
