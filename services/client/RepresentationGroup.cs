namespace UserRep.Client;

/// <summary>The users of an answer that were served from one encoder version.</summary>
public sealed class RepresentationGroup
{
    internal RepresentationGroup()
    {
    }

    /// <summary>Why this version: <c>pin</c>, <c>previous-pin</c> or <c>canary</c>.</summary>
    public required string Assignment { get; init; }

    /// <summary>E.g. <c>representation@v3</c>; one of <see cref="UserRepresentationsOptions.Heads"/>.</summary>
    public required string EncoderVersion { get; init; }

    /// <summary>The head that these vectors are for, as it was configured.</summary>
    public required Head Head { get; init; }

    /// <summary>Vectors may be compared only where this is equal.</summary>
    public required string EmbeddingSpaceId { get; init; }

    /// <summary>Values of one vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>How vectors of this space are compared, e.g. <c>cosine</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>Of adapted vectors the version they were made from; else null.</summary>
    public string? ServedFrom { get; init; }

    /// <summary>Of adapted vectors the adapter that made them; else null.</summary>
    public string? AdapterId { get; init; }

    /// <summary>
    /// All vectors of the group, shape [<see cref="Rows"/>.Count, <see cref="Dimension"/>], row by row: what a head takes as its input, without a copy. Users without a vector have no row.
    /// </summary>
    public required ReadOnlyMemory<float> Vectors { get; init; }

    /// <summary>For each row of <see cref="Vectors"/>, where its user stands in the answer.</summary>
    public required IReadOnlyList<int> Rows { get; init; }
}
