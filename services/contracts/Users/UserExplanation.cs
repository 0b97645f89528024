namespace UserRep.Contracts.Users;

/// <summary>How one user's vector comes about: the history, the encoder's input by name, the vector.</summary>
/// <param name="FeaturesHash">Hash of the input, 16 hex digits; the stored vector carries the hash of the input that it came from.</param>
public sealed record UserExplanation(
    string UserId, string EncoderVersion, string EmbeddingSpaceId, DateTimeOffset AsOf, long Emission, UserHistoryView History, IReadOnlyList<FeatureBlockView> Blocks,
    string FeaturesHash, IReadOnlyList<float> Embedding);

/// <param name="Present">The block has something to say; else its input is zero, the mean.</param>
/// <param name="Offset">Where its first value stands in the input.</param>
public sealed record FeatureBlockView(string Name, string Kind, int Offset, bool Present, IReadOnlyList<FeatureValueView> Values);

/// <param name="Value">As computed from the history.</param>
/// <param name="Input">Standardised: what the encoder gets.</param>
public sealed record FeatureValueView(string Name, float Value, float Input);
