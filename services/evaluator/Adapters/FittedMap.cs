using UserRep.Adapters;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Adapters;

/// <summary>A map that was found, in the arithmetic that will serve it.</summary>
/// <param name="Rank">Of its linear part.</param>
internal sealed record FittedMap(AdapterKind Kind, int Rank, IReadOnlyList<AdapterTensor> Tensors, AdapterMap Map)
{
    public int Weights => (int)Tensors.Sum(t => t.Length);

    public static FittedMap Of(AdapterKind kind, int rank, int from, int to, params IReadOnlyList<AdapterTensor> tensors) => new(kind, rank, tensors, new AdapterMap(from, to, tensors));

    public Matrix Apply(Matrix vectors)
    {
        var mapped = new Matrix(vectors.Rows, Map.To);
        Map.Apply(vectors.Values, mapped.Values);
        return mapped;
    }
}
