using System.Numerics.Tensors;
using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Networks.Models;

/// <summary>Users' items as Mult-VAE sees them: normalised to length 1 and thinned out as input, as they are as counts to explain.</summary>
/// <param name="dropout">Share of entries hidden; 0 for rows that only judge.</param>
/// <param name="annealSteps">Steps over which the divergence's weight rises to <paramref name="klWeight"/>.</param>
internal sealed class VaeCfBatches(SparseRows rows, int[] which, double dropout, double klWeight, int annealSteps, int seed) : IBatchSource
{
    public const string Input = "items";
    public const string Counts = "counts";
    public const string KlWeight = "kl_weight";

    // A stream per (epoch, row).
    private const ulong Stream = 1UL << 40;

    public int Count => which.Length;

    public void Fill(BoundRun run, ReadOnlySpan<int> numbers, int epoch, int step)
    {
        var random = new StableRandom(0);
        Array.Clear(run[Counts]);
        for (var i = 0; i < numbers.Length; i++)
        {
            var row = which[numbers[i]];
            random.Restart((ulong)seed, Stream * (ulong)(epoch + 1) + (ulong)row);
            Write(rows, row, run[Input].AsSpan(i * rows.Width, rows.Width), dropout, random);
            Scatter(rows, row, run[Counts].AsSpan(i * rows.Width, rows.Width));
        }
        run[KlWeight][0] = (float)(annealSteps == 0 ? klWeight : klWeight * Math.Min(1, step / (double)annealSteps));
    }

    /// <summary>The input of one user. Kept entries grow by 1 / (1 - dropout), after the length is brought to 1.</summary>
    public static void Write(SparseRows rows, int row, Span<float> into, double dropout = 0, StableRandom? random = null)
    {
        into.Clear();
        var columns = rows.ColumnsOf(row);
        var values = rows.ValuesOf(row);
        var norm = TensorPrimitives.Norm(values);
        if (norm == 0)
            return;
        var scale = (float)(1 / (norm * (1 - dropout)));
        for (var c = 0; c < columns.Length; c++)
        {
            if (random is null || dropout == 0 || !random.Chance(dropout))
                into[columns[c]] = values[c] * scale;
        }
    }

    private static void Scatter(SparseRows rows, int row, Span<float> into)
    {
        var columns = rows.ColumnsOf(row);
        var values = rows.ValuesOf(row);
        for (var c = 0; c < columns.Length; c++)
            into[columns[c]] = values[c];
    }
}
