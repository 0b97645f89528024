using MathNet.Numerics.LinearAlgebra;
using UserRep.Adapters;

namespace UserRep.Evaluator.Adapters;

/// <summary>
/// Reduced-rank regression with a ridge: the regularised least squares map, cut down to the directions in which what it predicts varies most. Penalty and rank
/// are those that do best on the persons that choose; between ranks that do equally well, the lowest.
/// </summary>
internal sealed class AffineFit
{
    // Shares of the inputs' mean variance.
    private static readonly double[] s_penalties = [1e-6, 1e-4, 1e-2, 1e-1];

    private readonly PairMoments _moments;
    private readonly Matrix<double> _full;
    private readonly Matrix<double> _directions;

    private AffineFit(PairMoments moments, double penalty)
    {
        _moments = moments;
        var from = moments.FromFrom.RowCount;
        var ridge = penalty * Math.Max(moments.FromFrom.Trace() / from, double.Epsilon);
        _full = (moments.FromFrom + Matrix<double>.Build.DenseIdentity(from) * ridge).Solve(moments.FromTo);
        // What is predicted varies along these, the most along the last: eigenvalues ascend.
        _directions = (_full.TransposeThisAndMultiply(moments.FromFrom) * _full).Evd(Symmetricity.Symmetric).EigenVectors;
    }

    /// <param name="choosing">Persons that were not fitted on.</param>
    /// <returns>The map, and the one of full rank to begin others from.</returns>
    public static (FittedMap Chosen, FittedMap Full) Of(PairMoments moments, SpacePairs choosing, SpaceLoss loss, CancellationToken cancellationToken)
    {
        var best = s_penalties.Select(p => new AffineFit(moments, p)).MinBy(f =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return loss.Mean(f.Full().Apply(choosing.From), choosing.To);
        })!;
        var full = best.Full();
        var reached = loss.Rows(full.Apply(choosing.From), choosing.To);
        for (var rank = 4; rank < full.Rank; rank *= 2)
        {
            var cut = best.Cut(rank);
            // Of a pair too wide for its full map, the last rank that an adapter may have.
            var isLast = full.Weights > AdapterFile.MaxWeights && best.WeightsOf(2 * rank) > AdapterFile.MaxWeights;
            if (isLast || !KindChoice.IsBetter(loss.Rows(cut.Apply(choosing.From), choosing.To), reached, choosing.Persons))
                return (cut, full);
        }
        return (full, full);
    }

    private int WeightsOf(int rank) => rank * (_full.RowCount + _full.ColumnCount) + _full.ColumnCount;

    private FittedMap Full()
    {
        var (from, to) = (_full.RowCount, _full.ColumnCount);
        return FittedMap.Of(AdapterKind.Affine, Math.Min(from, to), from, to,
            AdapterTensor.Of(AdapterTensors.Weight, Floats.RowMajor(_full), from, to), AdapterTensor.Of(AdapterTensors.Bias, _moments.Bias(_full), to));
    }

    private FittedMap Cut(int rank)
    {
        var (from, to) = (_full.RowCount, _full.ColumnCount);
        var kept = _directions.SubMatrix(0, to, to - rank, rank);
        var down = _full * kept;
        return FittedMap.Of(AdapterKind.Affine, rank, from, to,
            AdapterTensor.Of(AdapterTensors.Down, Floats.RowMajor(down), from, rank),
            AdapterTensor.Of(AdapterTensors.Up, Floats.RowMajor(kept.Transpose()), rank, to),
            AdapterTensor.Of(AdapterTensors.Bias, _moments.Bias(down * kept.Transpose()), to));
    }
}
