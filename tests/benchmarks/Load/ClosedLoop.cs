namespace UserRep.Benchmarks.Load;

/// <summary>The most that goes through: the next is published once there is room ahead of what is durable.</summary>
internal static class ClosedLoop
{
    /// <summary>Published and not durable: enough to keep everyone busy.</summary>
    public const long MaxAhead = 20_000;

    private const int EventsOfCall = 500;

    private static readonly TimeSpan s_drain = TimeSpan.FromMinutes(10);
    private static readonly TimeProvider s_time = TimeProvider.System;

    public static async Task<ClosedLoopResult> RunAsync(LoadMesh mesh, Population population, TimeSpan duration, CancellationToken ct)
    {
        var start = await mesh.Client.StatsAsync();
        var (begun, cpu, first) = (s_time.GetTimestamp(), mesh.Cpu(), population.Published);
        while (s_time.GetElapsedTime(begun) < duration)
        {
            var room = MaxAhead - (population.Published - first) + ((await mesh.Client.StatsAsync()).Accepted - start.Accepted);
            var next = population.Published;
            await Task.WhenAll(Enumerable.Range(0, (int)Math.Max(0, room / EventsOfCall)).Select(n =>
                population.ActAsync(mesh, next + n * EventsOfCall, EventsOfCall, _ => s_time.GetUtcNow(), ct)));
        }
        var events = population.Published - first;
        await mesh.AcceptedAsync(start.Accepted + events, s_drain);
        return new ClosedLoopResult(events, s_time.GetElapsedTime(begun).TotalSeconds, cpu.Per(events, "an event"));
    }
}
