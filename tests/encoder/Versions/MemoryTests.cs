using System.Diagnostics;
using UserRep.Encoder.Tests.Direct;

namespace UserRep.Encoder.Tests.Versions;

/// <summary>Alone, as it measures the whole process.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public class MemoryTests(TinyBundles bundles)
{
    private const int Rounds = 50;

    /// <summary>By then caches and pools are filled.</summary>
    private const int SettledRound = 5;

    private const double Allowed = 1.10;

    /// <summary>Loads of one round, so that what a single one leaves behind shows beside the process itself.</summary>
    private const int LoadsOfARound = 4;

    [Fact]
    public void LoadAndUnload_After50Rounds_TakesNoMoreMemoryThanAfter5()
    {
        long settled = 0;
        for (var round = 1; round <= Rounds; round++)
        {
            for (var i = 0; i < LoadsOfARound; i++)
            {
                using var version = bundles.Load(1 + (round + i) % 2);
                var vectors = new float[128 * version.Dimension];
                version.Run(InferTests.Rows(128, version.Features.Width), vectors, 128);
                version.Decode(vectors, new float[128 * version.Features.Width], 128);
            }
            if (round == SettledRound)
                settled = Bytes();
        }
        var after = Bytes();
        TestContext.Current.TestOutputHelper!.WriteLine($"round {SettledRound}: {settled:N0} bytes, round {Rounds}: {after:N0} bytes");
        Assert.InRange(after, 1, (long)(settled * Allowed));
    }

    private static long Bytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
