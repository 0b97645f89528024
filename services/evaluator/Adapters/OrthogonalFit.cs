using MathNet.Numerics.LinearAlgebra;
using UserRep.Adapters;

namespace UserRep.Evaluator.Adapters;

/// <summary>
/// Orthogonal Procrustes (Schönemann 1966): of all rotations and reflections the one that brings centred rows nearest their counterparts, from the singular
/// vectors of their products; then the one scale that is best for it. Where dimensions differ it is the projection of most shared variance.
/// </summary>
internal static class OrthogonalFit
{
    public static FittedMap Of(PairMoments moments)
    {
        var (from, to) = (moments.FromTo.RowCount, moments.FromTo.ColumnCount);
        var rank = Math.Min(from, to);
        var svd = moments.FromTo.Svd();
        var rotation = svd.U.SubMatrix(0, from, 0, rank) * svd.VT.SubMatrix(0, rank, 0, to);
        // The least squares scale: what both share over what the turned rows have.
        var spread = (rotation.TransposeThisAndMultiply(moments.FromFrom) * rotation).Trace();
        var scaled = rotation * (spread > 0 ? svd.S.Sum() / spread : 1);
        return FittedMap.Of(AdapterKind.Orthogonal, rank, from, to,
            AdapterTensor.Of(AdapterTensors.Weight, Floats.RowMajor(scaled), from, to), AdapterTensor.Of(AdapterTensors.Bias, moments.Bias(scaled), to));
    }
}
