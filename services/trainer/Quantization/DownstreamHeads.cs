using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Metrics;
using UserRep.Trainer.Networks.Models;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Quantization;

/// <summary>Logistic heads on frozen vectors that ask what the user does next, as downstream models do; fitted on fp32 vectors.</summary>
/// <param name="future">What is asked: its yes-or-no targets.</param>
internal sealed class DownstreamHeads(FutureLayout future, MlpClassifier heads, RowSet rows) : IDisposable
{
    // Enough for heads of so few weights.
    public const int MaxRows = 20_000;

    // Of an epoch at least, as far as batches may be small.
    private const int Steps = 100;

    /// <param name="which">Rows of <paramref name="fit"/> whose <paramref name="vectors"/> these are.</param>
    /// <param name="heldOut">Rows to judge by.</param>
    /// <param name="faults">Why there are no heads, e.g. because no row's future is over; empty exactly if there are.</param>
    public static DownstreamHeads? TryFit(FutureLayout future, RowSet fit, ReadOnlySpan<int> which, float[] vectors, RowSet heldOut, TrainingOptions options, out IReadOnlyList<string> faults)
    {
        var labels = new float[which.Length * future.BinaryWidth];
        for (var i = 0; i < which.Length; i++)
            fit.Future(which[i])[..future.BinaryWidth].CopyTo(labels.AsSpan(i * future.BinaryWidth));
        var settings = new MlpOptions { Hidden = [], Seed = options.Seed, Threads = options.Threads, BatchSize = Math.Clamp(which.Length / Steps, 32, 256), LearningRate = 0.005 };
        var fitted = MlpClassifier.Fit(new DenseRows(vectors, vectors.Length / which.Length), labels, future.BinaryWidth, settings);
        faults = fitted.Faults;
        return fitted.Model is { } model ? new DownstreamHeads(future, model, heldOut) : null;
    }

    /// <param name="fp32">Vectors of the held-out rows, one after another.</param>
    /// <param name="int8">The same rows' vectors.</param>
    public IReadOnlyList<DownstreamLoss> Compare(float[] fp32, float[] int8)
    {
        var width = fp32.Length / rows.Count;
        var (exact, quantized) = (heads.Predict(new DenseRows(fp32, width)), heads.Predict(new DenseRows(int8, width)));
        return [.. future.HorizonsDays.Index().SelectMany(h => (DownstreamLoss?[])
        [
            Of($"active-{h.Item}d", [future.Active(h.Index)], exact, quantized),
            Of($"groups-{h.Item}d", [.. Enumerable.Range(future.Active(h.Index) + 1, future.Groups)], exact, quantized),
        ]).OfType<DownstreamLoss>()];
    }

    public void Dispose() => heads.Dispose();

    private DownstreamLoss? Of(string name, int[] outputs, float[] exact, float[] quantized)
    {
        var asked = new HashSet<int>();
        var losses = new List<(double AucFp32, double AucInt8, double LogFp32, double LogInt8)>();
        foreach (var output in outputs)
        {
            int[] known = [.. Enumerable.Range(0, rows.Count).Where(r => !float.IsNaN(rows.Future(r)[output]))];
            bool[] truth = [.. known.Select(r => rows.Future(r)[output] > 0)];
            // An answer that is always the same has no curve.
            if (truth.Distinct().Count() < 2)
                continue;
            asked.UnionWith(known);
            float[] a = [.. known.Select(r => exact[r * future.BinaryWidth + output])], b = [.. known.Select(r => quantized[r * future.BinaryWidth + output])];
            losses.Add((new Auc(a, truth).Of([]), new Auc(b, truth).Of([]), LogLoss(a, truth), LogLoss(b, truth)));
        }
        return losses.Count == 0 ? null : new DownstreamLoss(
            name, losses.Count, asked.Count, losses.Average(l => l.AucFp32), losses.Average(l => l.AucInt8), losses.Average(l => l.LogFp32), losses.Average(l => l.LogInt8));
    }

    private static double LogLoss(float[] probabilities, bool[] truth) =>
        probabilities.Zip(truth, (p, yes) => -Math.Log(Math.Max(1e-7, yes ? p : 1 - (double)p))).Average();
}
