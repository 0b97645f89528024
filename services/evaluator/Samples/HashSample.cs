using UserRep.Contracts.Events;

namespace UserRep.Evaluator.Samples;

internal static class HashSample
{
    /// <summary>At most so many of the rows, those whose key has the lowest hash: who is in never depends on order. Ascending.</summary>
    public static int[] Of(IReadOnlyCollection<int> rows, int most, Func<int, string> key) =>
        rows.Count <= most ? [.. rows.Order()] : [.. rows.OrderBy(r => StableHash.Of(key(r))).ThenBy(r => r).Take(most).Order()];
}
