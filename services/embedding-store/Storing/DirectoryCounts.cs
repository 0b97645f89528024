using UserRep.Contracts.Events;
using UserRep.Contracts.Freshness;
using UserRep.Contracts.Wire;

namespace UserRep.EmbeddingStore.Storing;

internal static class DirectoryCounts
{
    /// <summary>One that names nobody yet.</summary>
    public static EmbeddingDirectory Empty(string embeddingSpaceId, uint dimension, long erasures) => new()
    {
        EmbeddingSpaceId = embeddingSpaceId,
        Dimension = dimension,
        Erasures = erasures,
        Freshness = { Enumerable.Repeat(0L, FreshnessBuckets.Count) },
    };

    /// <summary>Counts a user in or out of the day that their vector speaks for.</summary>
    public static void Count(this EmbeddingDirectory directory, long asOf, int by)
    {
        var day = UnixDay.Of(asOf);
        var count = (directory.AsOfDays.TryGetValue(day, out var known) ? known : 0) + by;
        if (count == 0)
            directory.AsOfDays.Remove(day);
        else
            directory.AsOfDays[day] = count;
    }
}
