namespace UserRep.VectorSearch;

/// <summary>Nearest rows by dot product: the cosine, where rows and query have length one. Safe for any number of callers.</summary>
public interface IVectorSearch
{
    int Rows { get; }

    int Width { get; }

    /// <summary>Share of the true nearest that an answer has, measured when the index was built; 1 is exact.</summary>
    double Recall { get; }

    /// <returns>Best first, at most <paramref name="k"/>.</returns>
    Hit[] Nearest(ReadOnlySpan<float> query, int k);
}
