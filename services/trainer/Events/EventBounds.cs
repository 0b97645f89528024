using UserRep.Contracts.Events;

namespace UserRep.Trainer.Events;

/// <summary>What ingest would refuse must not be learnt from either: one weight of 1e300 would drown every other in a sum.</summary>
internal static class EventBounds
{
    private static readonly long s_first = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long s_last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Written so that NaN is out of bounds too.</summary>
    public static bool Holds(SourceEvent e) =>
        e.At >= s_first && e.At <= s_last && (e.Weight is null || Math.Abs(e.Weight.Value) <= EventLimits.Weight) && (e.PlayedMs is null or (>= 0 and <= EventLimits.PlayedMs));
}
