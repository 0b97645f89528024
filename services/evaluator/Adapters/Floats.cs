using MathNet.Numerics.LinearAlgebra;

namespace UserRep.Evaluator.Adapters;

internal static class Floats
{
    public static float[] RowMajor(Matrix<double> matrix) => [.. matrix.ToRowMajorArray().Select(v => (float)v)];
}
