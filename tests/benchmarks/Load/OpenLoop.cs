namespace UserRep.Benchmarks.Load;

/// <summary>
/// Arrivals on a fixed schedule, whatever became of those before: number n is due n/rate after the start. What is due goes out with every beat, so a mesh that
/// falls behind is not offered less, and waiting counts as latency.
/// </summary>
internal sealed class OpenLoop(int rate, TimeSpan beat, TimeProvider time)
{
    private const int MaxEventsOfCall = 1000;

    private long _acknowledged;

    public long Offered { get; private set; }

    /// <summary>Those that the broker has acknowledged.</summary>
    public long Acknowledged => Volatile.Read(ref _acknowledged);

    /// <param name="publish">Publishes arrivals first to first + count - 1; told when each is due.</param>
    public async Task RunAsync(TimeSpan duration, Func<long, int, Func<long, DateTimeOffset>, Task> publish, CancellationToken ct)
    {
        var (start, begun) = (time.GetUtcNow(), time.GetTimestamp());
        var total = (long)(duration.TotalSeconds * rate);
        var calls = new List<Task>();
        using var timer = new PeriodicTimer(beat, time);
        while (Offered < total)
        {
            await timer.WaitForNextTickAsync(ct);
            var due = Math.Min(total, (long)(time.GetElapsedTime(begun).TotalSeconds * rate));
            for (; Offered < due; Offered += Math.Min(MaxEventsOfCall, due - Offered))
                calls.Add(CallAsync(Offered, (int)Math.Min(MaxEventsOfCall, due - Offered)));
            calls.RemoveAll(c => c.IsCompletedSuccessfully);
            if (calls.Find(c => c.IsFaulted) is { } failed)
                await failed;
        }
        await Task.WhenAll(calls);

        async Task CallAsync(long first, int count)
        {
            await publish(first, count, n => start.AddSeconds((double)n / rate));
            Interlocked.Add(ref _acknowledged, count);
        }
    }
}
