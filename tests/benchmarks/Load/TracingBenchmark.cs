using UserRep.Benchmarks.Mesh;

namespace UserRep.Benchmarks.Load;

/// <summary>What tracing costs: the most that goes through without it, with one event in a hundred sampled, and with all, each on a mesh of its own, in turns.</summary>
internal static class TracingBenchmark
{
    private const int Rounds = 3;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeProvider s_time = TimeProvider.System;

    /// <param name="Sampled">Share of events.</param>
    private sealed record Variant(string Name, double Sampled, bool Exports);

    public static async Task<int> RunAsync(LoadOptions options, CancellationToken ct)
    {
        Variant[] variants = [new("no collector", 0, false), new("1 % of events sampled", 0.01, true), new("all events sampled", 1, true)];
        await using var sink = await TelemetrySink.StartAsync();
        var results = variants.ToDictionary(v => v, _ => new List<ClosedLoopResult>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var variant in variants)
                results[variant].Add(await OnceAsync(options, variant, sink, ct));
        }
        var without = results[variants[0]];
        foreach (var (variant, runs) in results)
        {
            Report.Say($"{variant.Name}: {Spread.Of(runs.Select(r => r.PerSecond))} events/s, CPU {Spread.Of(runs.Select(r => r.Cpu.OfMesh))} us an event");
            Report.Say($"  against none, by rounds: rate {Ratios(runs, without, r => r.PerSecond)}, CPU {Ratios(runs, without, r => r.Cpu.OfMesh)}");
        }
        return 0;
    }

    private static async Task<ClosedLoopResult> OnceAsync(LoadOptions options, Variant variant, TelemetrySink sink, CancellationToken ct)
    {
        var population = new Population(options.Users, (long)(options.Duration.TotalSeconds * options.Rate), variant.Sampled);
        await using var mesh = await LoadMesh.StartAsync(options, environment: variant.Exports ? sink.Environment : null);
        await population.BeginAsync(mesh, s_time, ct);
        await ClosedLoop.RunAsync(mesh, population, s_warmUp, ct);
        var before = sink.Bytes;
        var result = await ClosedLoop.RunAsync(mesh, population, options.Duration, ct);
        Report.Say($"{variant.Name}: {result.PerSecond:N0} events/s over {result.Seconds:N0} s, {(double)(sink.Bytes - before) / result.Events:N1} bytes of telemetry an event");
        Report.Say($"  {result.Cpu}");
        return result;
    }

    private static string Ratios(List<ClosedLoopResult> runs, List<ClosedLoopResult> without, Func<ClosedLoopResult, double> value) =>
        string.Join(", ", runs.Zip(without, (run, none) => FormattableString.Invariant($"{value(run) / value(none):N2}")));
}
