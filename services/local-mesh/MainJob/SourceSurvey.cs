using UserRep.Contracts.Events;
using UserRep.Trainer.Events;

namespace UserRep.LocalMesh.MainJob;

/// <summary>What one pass over a source tells: how much there is, where the live tail begins, which users to check.</summary>
/// <param name="Tail">The last events are published at a steady rate, as live traffic, to measure freshness; the rest as fast as it goes.</param>
/// <param name="TailBegins">Time of the tail's first event: the encoder is trained on what came before.</param>
/// <param name="AsOf">Midnight after the last event: the instant that all vectors speak for in the end.</param>
/// <param name="SampleItem">An item that exists, for the commands to try.</param>
/// <param name="Sample">Users whose vectors are compared with offline ones, the same for every run over the same source.</param>
internal sealed record SourceSurvey(long Events, long Users, int Tail, DateTimeOffset TailBegins, DateTimeOffset AsOf, IReadOnlyList<string> Sample, string SampleItem)
{
    /// <summary>Users compared.</summary>
    public const int SampleSize = 100;
    private const int MaxTail = 3000;

    public long Bulk => Events - Tail;

    public static SourceSurvey Of(IEventSource source, Action<long> seen, CancellationToken ct)
    {
        var (count, last) = (0L, 0L);
        var users = new HashSet<string>();
        var item = "";
        var latest = new Queue<long>(MaxTail + 1);
        foreach (var e in source.Events())
        {
            count++;
            last = e.At;
            users.Add(e.UserId);
            item = e.ItemId ?? item;
            latest.Enqueue(e.At);
            if (latest.Count > MaxTail)
                latest.Dequeue();
            if (count % 4096 == 0)
            {
                ct.ThrowIfCancellationRequested();
                seen(count);
            }
        }
        // A twentieth at most, as a small source is mostly history too, and something to measure freshness by in any case.
        var tail = (int)Math.Min(latest.Count, Math.Max(1, count / 20));
        var begins = count == 0 ? 0 : latest.ElementAt(latest.Count - tail);
        var asOf = UnixDay.StartMilliseconds(UnixDay.Of(last) + 1);
        return new SourceSurvey(
            count, users.Count, tail, DateTimeOffset.FromUnixTimeMilliseconds(begins), DateTimeOffset.FromUnixTimeMilliseconds(asOf),
            [.. users.OrderBy(StableHash.Of).Take(SampleSize)], item);
    }
}
