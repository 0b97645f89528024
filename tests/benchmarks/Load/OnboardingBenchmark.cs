namespace UserRep.Benchmarks.Load;

/// <summary>New users, one after another, who pick three items: until demo-ranker reads a vector of them. Others go on doing what they do.</summary>
internal static class OnboardingBenchmark
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(20);
    private static readonly TimeProvider s_time = TimeProvider.System;

    public static async Task<int> RunAsync(LoadOptions options, CancellationToken ct)
    {
        var population = new Population(options.Users, (long)(options.Duration.TotalSeconds * options.Rate));
        await using var mesh = await LoadMesh.StartAsync(options);
        await population.BeginAsync(mesh, s_time, ct);
        Report.Say($"New users for {options.Duration.TotalSeconds:N0} s, beside {options.Rate:N0} events/s of known ones.");
        var others = new OpenLoop(options.Rate, s_beat, s_time).RunAsync(options.Duration, (first, count, due) => population.ActAsync(mesh, first, count, due, ct), ct);
        var probe = new VectorProbe(mesh, s_time);
        var milliseconds = new List<double>();
        while (!others.IsCompleted)
            milliseconds.Add(await probe.PickAsync(probe.UserId(milliseconds.Count), s_time.GetUtcNow(), ct));
        await others;
        Report.Say($"From picks to PRESENT: {Report.Quantiles(milliseconds)} new users");
        return 0;
    }
}
