using System.Numerics.Tensors;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Heads;

/// <summary>One logistic regression per output, L2-regularised, on features scaled to unit variance.</summary>
internal sealed class LogisticHead
{
    private readonly float[] _means;
    private readonly float[] _scales;
    private readonly float[][] _weights;

    private LogisticHead(float[] means, float[] scales, float[][] weights) => (_means, _scales, _weights) = (means, scales, weights);

    /// <param name="labels">1, 0 or NaN (left out); as many rows as features.</param>
    /// <param name="penalty">Of the mean loss: penalty / 2 x |weights|². The intercept is free.</param>
    public static LogisticHead Fit(Matrix features, Matrix labels, double penalty, int threads, CancellationToken cancellationToken, bool keepGeometry = false)
    {
        var (means, scales) = Scaling(features);
        if (keepGeometry)
            Array.Fill(scales, (float)(1 / Math.Sqrt(Math.Max(1e-10, scales.Average(s => s > 0 ? 1 / ((double)s * s) : 0)))));
        var scaled = Scale(features, means, scales);
        var weights = new float[labels.Width][];
        Parallel.For(0, labels.Width, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, output =>
            weights[output] = FitOutput(scaled, labels, output, penalty));
        return new LogisticHead(means, scales, weights);
    }

    /// <summary>Log-odds, one column per output.</summary>
    public Matrix Scores(Matrix features)
    {
        var scaled = Scale(features, _means, _scales);
        var scores = new Matrix(features.Rows, _weights.Length);
        for (var r = 0; r < features.Rows; r++)
        {
            for (var k = 0; k < _weights.Length; k++)
                scores.Row(r)[k] = TensorPrimitives.Dot(scaled.Row(r), _weights[k]);
        }
        return scores;
    }

    private static float[] FitOutput(Matrix scaled, Matrix labels, int output, double penalty)
    {
        var rows = Enumerable.Range(0, scaled.Rows).Where(r => !float.IsNaN(labels.Row(r)[output])).ToArray();
        var truth = rows.Select(r => labels.Row(r)[output]).ToArray();
        var weights = new float[scaled.Width];
        if (rows.Length == 0)
            return weights;
        // Start at the base rate, so that rare outputs don't spend their steps on the intercept.
        var rate = (truth.Sum() + 0.5) / (rows.Length + 1);
        weights[^1] = (float)Math.Log(rate / (1 - rate));
        return Minimiser.Minimise(weights, (at, gradient) => Loss(scaled, rows, truth, at, penalty, gradient));
    }

    private static double Loss(Matrix scaled, int[] rows, float[] truth, ReadOnlySpan<float> weights, double penalty, Span<float> gradient)
    {
        gradient.Clear();
        var loss = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            var row = scaled.Row(rows[i]);
            double score = TensorPrimitives.Dot(row, weights);
            // log(1 + e^-|s|) form: no overflow for any score.
            loss += Math.Log(1 + Math.Exp(-Math.Abs(score))) + Math.Max(score, 0) - truth[i] * score;
            var error = (float)((1 / (1 + Math.Exp(-score)) - truth[i]) / rows.Length);
            TensorPrimitives.MultiplyAdd(row, error, gradient, gradient);
        }
        var free = weights[..^1];
        TensorPrimitives.MultiplyAdd(free, (float)penalty, gradient[..^1], gradient[..^1]);
        return loss / rows.Length + penalty / 2 * TensorPrimitives.SumOfSquares(free);
    }

    private static (float[], float[]) Scaling(Matrix features)
    {
        var (sums, squares) = (new double[features.Width], new double[features.Width]);
        for (var r = 0; r < features.Rows; r++)
        {
            var row = features.Row(r);
            for (var i = 0; i < row.Length; i++)
            {
                sums[i] += row[i];
                squares[i] += (double)row[i] * row[i];
            }
        }
        var means = sums.Select(s => (float)(s / Math.Max(1, features.Rows))).ToArray();
        // A constant column says nothing: scale 0 takes it out.
        var scales = squares.Select((s, i) => s / Math.Max(1, features.Rows) - (double)means[i] * means[i]).Select(v => v > 1e-10 ? (float)(1 / Math.Sqrt(v)) : 0).ToArray();
        return (means, scales);
    }

    /// <summary>With a last column of ones for the intercept.</summary>
    private static Matrix Scale(Matrix features, float[] means, float[] scales)
    {
        var scaled = new Matrix(features.Rows, features.Width + 1);
        for (var r = 0; r < features.Rows; r++)
        {
            var row = scaled.Row(r);
            TensorPrimitives.Subtract(features.Row(r), means, row[..^1]);
            TensorPrimitives.Multiply(row[..^1], scales, row[..^1]);
            row[^1] = 1;
        }
        return scaled;
    }
}
