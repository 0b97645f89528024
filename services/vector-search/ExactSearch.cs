using System.Numerics.Tensors;

namespace UserRep.VectorSearch;

/// <summary>Looks at every row.</summary>
public sealed class ExactSearch(VectorSet vectors) : IVectorSearch
{
    public int Rows => vectors.Rows;

    public int Width => vectors.Width;

    public double Recall => 1;

    public Hit[] Nearest(ReadOnlySpan<float> query, int k)
    {
        var best = new BestHits(k);
        for (var row = 0; row < vectors.Rows; row++)
            best.Offer(row, TensorPrimitives.Dot<float>(query, vectors[row]));
        return best.Take();
    }
}
