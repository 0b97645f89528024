using System.Numerics.Tensors;
using UserRep.Evaluator.Methods.Algebra;
using UserRep.Evaluator.Samples;
using UserRep.Trainer;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Factors;

/// <summary>
/// Non-negative matrix factorisation by hierarchical alternating least squares (Cichocki and Phan 2009): each value of a
/// vector in turn takes its best value of 0 or more. It gets as far in a sweep as multiplicative updates in several.
/// </summary>
internal sealed class NonNegativeFactors(int width, double regularisation, int seed, int threads) : IFactorModel
{
    private const int Sweeps = 40;

    // Rows alone, from zero; most settle within ten.
    private const int FoldInSweeps = 30;
    private const float Settled = 1e-4f;
    private const float Smallest = 1e-30f;

    public Matrix LearnItems(SparseRows users, CancellationToken cancellationToken)
    {
        var byItem = users.Transposed();
        var random = new StableRandom((ulong)seed, stream: 3UL << 50);
        // Products start near the mean of the matrix.
        var scale = Math.Sqrt(TensorPrimitives.Sum(users.Values.Span) / Math.Max(1.0, (double)users.Count * users.Width) / width);
        var (userVectors, itemVectors) = (Start(users.Count), Start(users.Width));
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            Solve(users, itemVectors, userVectors, 1, cancellationToken);
            Solve(byItem, userVectors, itemVectors, 1, cancellationToken);
        }
        return itemVectors;

        Matrix Start(int rows)
        {
            var matrix = new Matrix(rows, width);
            foreach (ref var value in matrix.Values.AsSpan())
                value = (float)(Math.Abs(random.Gaussian()) * scale);
            return matrix;
        }
    }

    public Matrix FoldIn(SparseRows rows, Matrix items, CancellationToken cancellationToken)
    {
        var vectors = new Matrix(rows.Count, width);
        Solve(rows, items, vectors, FoldInSweeps, cancellationToken);
        return vectors;
    }

    private void Solve(SparseRows rows, Matrix others, Matrix solved, int sweeps, CancellationToken cancellationToken)
    {
        var gram = new Matrix(CrossProducts.Of(others, threads, cancellationToken), width);
        Parallel.For(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, row =>
        {
            Span<float> product = stackalloc float[width];
            product.Clear();
            var columns = rows.ColumnsOf(row);
            var values = rows.ValuesOf(row);
            for (var i = 0; i < columns.Length; i++)
                TensorPrimitives.MultiplyAdd(others.Row(columns[i]), values[i], product, product);
            var x = solved.Row(row);
            for (var sweep = 0; sweep < sweeps && Improve(x, product, gram) > Settled; sweep++) { }
        });
    }

    /// <returns>The largest change of a value as a share of the largest value.</returns>
    private float Improve(Span<float> x, ReadOnlySpan<float> product, Matrix gram)
    {
        var (change, largest) = (0f, Smallest);
        for (var i = 0; i < x.Length; i++)
        {
            var own = gram.Row(i)[i];
            var rest = product[i] - TensorPrimitives.Dot(gram.Row(i), x) + own * x[i];
            // A factor that no other side uses (own = 0) can't be told, so it is 0.
            var best = own > 0 ? Math.Max(0, rest / (own + (float)regularisation)) : 0;
            (change, largest) = (Math.Max(change, Math.Abs(best - x[i])), Math.Max(largest, best));
            x[i] = best;
        }
        return change / largest;
    }
}
