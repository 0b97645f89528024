namespace UserRep.Contracts.Reads;

/// <summary>Nearest users within one version, best first.</summary>
public sealed record NeighboursResponse(string EncoderVersion, string UserId, IReadOnlyList<Neighbour> Neighbours);

public sealed record Neighbour(string UserId, float Similarity);
