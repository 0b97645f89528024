namespace UserRep.Trainer.ItemVectors;

/// <summary>How the frozen item vectors are learnt.</summary>
public sealed record ItemVectorOptions
{
    /// <summary>Dimension of the vectors learnt from co-occurrence. Default 48; 0 leaves the modality out, at most 512.</summary>
    public int CollaborativeDimension { get; init; } = 48;

    /// <summary>Most dimensions of the vectors made of categories; fewer where there are fewer categories. Default 24; 0 leaves the modality out, at most 512.</summary>
    public int ContentDimension { get; init; } = 24;

    /// <summary>Interactions an item needs for a collaborative vector. Default 3; 1 to 1,000,000.</summary>
    public int MinCount { get; init; } = 3;

    /// <summary>Two items co-occur when the same user acts on both within this many days. Default 30; 1 to 3650.</summary>
    public int WindowDays { get; init; } = 30;

    /// <summary>How many of a user's next items one item co-occurs with: bounds the cost of heavy users. Default 20; 1 to 1,000.</summary>
    public int Neighbours { get; init; } = 20;

    /// <summary>
    /// Files of vectors made elsewhere (see <see cref="ItemVectorFile"/>), by modality; one named <c>collaborative</c> or <c>content</c> takes
    /// the place of the learnt one, any other stands beside. Default none; 8 modalities in all, names of 1 to 64 letters, digits, '-' and '_'.
    /// </summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>();
}
