using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Cost;

/// <summary>Histories as they were at emissions drawn by hash, so that one's cost is that of a typical one and not of the longest history.</summary>
internal sealed record EmissionSample(IReadOnlyList<UserHistory> Histories, IReadOnlyList<int> AsOfDays)
{
    public int Count => Histories.Count;

    public static EmissionSample Of(EventLog log, CostOptions options, CancellationToken cancellationToken)
    {
        // The highest hash leaves first, so those with the lowest stay.
        var drawn = new PriorityQueue<(int User, int Events), ulong>(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));
        var points = new List<int>();
        for (var u = 0; u < log.Users.Length; u++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            points.Clear();
            Coalescing.Points(log.Of(u), options.CoalesceMilliseconds, points);
            var user = StableHash.Of(log.Users[u]);
            foreach (var events in points)
            {
                var hash = StableHash.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes<ulong>([user, (ulong)events]));
                if (drawn.Count < options.Emissions)
                    drawn.Enqueue((u, events), hash);
                else
                    drawn.EnqueueDequeue((u, events), hash);
            }
        }
        var (histories, days) = (new List<UserHistory>(), new List<int>());
        foreach (var own in drawn.UnorderedItems.Select(d => d.Element).GroupBy(d => d.User).OrderBy(g => g.Key))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var events = log.Of(own.Key);
            var history = new UserHistory { UserId = log.Users[own.Key] };
            var applied = 0;
            foreach (var (_, until) in own.OrderBy(d => d.Events))
            {
                for (; applied < until; applied++)
                    log.Apply(events[applied], history);
                histories.Add(history.Clone());
                days.Add(UnixDay.Of(events[until - 1].At));
            }
        }
        return new EmissionSample(histories, days);
    }
}
