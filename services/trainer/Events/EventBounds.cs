namespace UserRep.Trainer.Events;

/// <summary>What ingest would refuse must not be learnt from either: one weight of 1e300 would drown every other in a sum.</summary>
internal static class EventBounds
{
    // As ingest's validator has them.
    private const double MaxWeight = 1_000_000;
    private const long MaxPlayedMs = 24 * 3600 * 1000L;

    private static readonly long s_first = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long s_last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Written so that NaN is out of bounds too.</summary>
    public static bool Holds(SourceEvent e) =>
        e.At >= s_first && e.At <= s_last && (e.Weight is null || Math.Abs(e.Weight.Value) <= MaxWeight) && (e.PlayedMs is null or (>= 0 and <= MaxPlayedMs));
}
