using System.Diagnostics;

namespace UserRep.Benchmarks.Mesh;

/// <summary>Variants in turn, round after round, so that all see the same machine: others may have its cores too.</summary>
internal static class Rounds
{
    /// <returns>By variant, one figure a round; the first round, in which compilers are busy, is left out.</returns>
    public static async Task<Dictionary<string, List<Measured>>> RunAsync(RoundOptions options, IReadOnlyList<Variant> variants)
    {
        var measured = variants.ToDictionary(v => v.Name, _ => new List<Measured>());
        for (var round = -1; round < options.Rounds; round++)
        {
            for (var i = 0; i < variants.Count; i++)
            {
                // Whoever is first in a round is another one each time.
                var variant = variants[(i + Math.Max(round, 0)) % variants.Count];
                var cpu = CpuOf(variant);
                var one = await ClosedLoop.RunAsync(options.Callers, options.Duration, variant.Call);
                if (round >= 0)
                    measured[variant.Name].Add(one with { Cpu = (CpuOf(variant) - cpu).TotalMicroseconds / one.Calls });
            }
        }
        return measured;
    }

    private static TimeSpan CpuOf(Variant variant)
    {
        if (variant.ProcessId is not { } id)
            return TimeSpan.Zero;
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime;
    }
}
