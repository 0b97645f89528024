namespace UserRep.Contracts.Reads;

/// <summary>Answer to a read that asked for groups: every user is in exactly one, and each group is of one version.</summary>
public sealed record EmbeddingGroups(string Model, IReadOnlyList<EmbeddingsResponse> Groups);
