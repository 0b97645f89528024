using System.Numerics.Tensors;
using UserRep.Adapters;
using UserRep.Evaluator.Metrics;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Adapters;

/// <summary>Measures mapped vectors against true ones.</summary>
internal static class MapQuality
{
    private const int Nearest = 10;

    /// <summary>Every pair of these is compared.</summary>
    public const int MaxNeighbourRows = 3_000;

    /// <param name="neighbourRows">Rows of one moment, among which neighbours are looked for.</param>
    public static AdapterQuality Of(Matrix mapped, Matrix truth, int[] neighbourRows, int threads)
    {
        var cosines = Enumerable.Range(0, truth.Rows).Select(r => SpaceLoss.Cosine(mapped.Row(r), truth.Row(r))).Order().ToArray();
        return new AdapterQuality(
            Rounded(cosines.Average(c => (double)c)), Rounded(cosines[(int)(0.05 * (cosines.Length - 1))]), Rounded(RelativeError(mapped, truth)), Rounded(Recall(mapped.Take(neighbourRows), truth.Take(neighbourRows), threads)));
    }

    /// <summary>Six digits: more would be noise of the arithmetic.</summary>
    private static double Rounded(double value) => Math.Round(value, 6);

    private static double RelativeError(Matrix mapped, Matrix truth)
    {
        var mean = new double[truth.Width];
        for (var r = 0; r < truth.Rows; r++)
        {
            for (var i = 0; i < mean.Length; i++)
                mean[i] += truth.Row(r)[i] / (double)truth.Rows;
        }
        var (error, spread) = (0.0, 0.0);
        for (var r = 0; r < truth.Rows; r++)
        {
            var distance = TensorPrimitives.Distance<float>(mapped.Row(r), truth.Row(r));
            error += (double)distance * distance;
            for (var i = 0; i < mean.Length; i++)
                spread += (truth.Row(r)[i] - mean[i]) * (truth.Row(r)[i] - mean[i]);
        }
        return spread > 0 ? Math.Sqrt(error / spread) : 0;
    }

    private static double Recall(Matrix mapped, Matrix truth, int threads)
    {
        if (truth.Rows <= Nearest)
            return 0;
        var (found, wanted) = (Neighbours.Of(mapped, Nearest, threads), Neighbours.Of(truth, Nearest, threads));
        return Enumerable.Range(0, truth.Rows).Average(r => found[r].Intersect(wanted[r]).Count() / (double)Nearest);
    }
}
