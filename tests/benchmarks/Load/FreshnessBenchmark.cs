namespace UserRep.Benchmarks.Load;

/// <summary>From an event, counted from when it was due, to its vector being readable: by the platform's own measure of every vector, and by a probe from outside.</summary>
internal static class FreshnessBenchmark
{
    private const int ProbesPerSecond = 4;

    /// <summary>So many that a user's probe is over long before their next.</summary>
    private const int ProbeUsers = 200;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(20);
    private static readonly TimeProvider s_time = TimeProvider.System;

    public static async Task<int> RunAsync(LoadOptions options, CancellationToken ct)
    {
        var population = new Population(options.Users, (long)((options.Duration + s_warmUp).TotalSeconds * options.Rate));
        await using var mesh = await LoadMesh.StartAsync(options);
        await population.BeginAsync(mesh, s_time, ct);
        var probe = new VectorProbe(mesh, s_time);
        await Parallel.ForEachAsync(Enumerable.Range(0, ProbeUsers), ct, async (n, stop) => await probe.PickAsync(probe.UserId(n), s_time.GetUtcNow(), stop));

        Report.Say($"Open loop: {options.Rate:N0} events/s for {options.Duration.TotalSeconds:N0} s after {s_warmUp.TotalSeconds:N0} s of warming up.");
        await LiveAsync(s_warmUp);
        var (probed, cpu) = (new List<double>(), mesh.Cpu());
        var measured = await FreshnessMeasure.OfAsync(mesh, () => Task.WhenAll(LiveAsync(options.Duration), ProbeAsync(probed)));
        Report.Say($"Platform's measure: {measured}");
        Report.Say($"Probe from outside: {Report.Quantiles(probed)}, {ProbesPerSecond} a second");
        Report.Say($"  {cpu.Per((long)(options.Duration.TotalSeconds * options.Rate), "an event, probes included")}");
        return probed.Count > 0 && measured.Counts.Sum() > 0 ? 0 : 1;

        Task LiveAsync(TimeSpan duration) =>
            new OpenLoop(options.Rate, s_beat, s_time).RunAsync(duration, (first, count, due) => population.ActAsync(mesh, first, count, due, ct), ct);

        Task ProbeAsync(List<double> milliseconds) =>
            new OpenLoop(ProbesPerSecond, s_beat, s_time).RunAsync(options.Duration, async (first, count, due) =>
            {
                var found = await Task.WhenAll(Enumerable.Range(0, count).Select(n => probe.ListenAsync(probe.UserId((int)((first + n) % ProbeUsers)), due(first + n), ct)));
                lock (milliseconds)
                    milliseconds.AddRange(found);
            }, ct);
    }
}
