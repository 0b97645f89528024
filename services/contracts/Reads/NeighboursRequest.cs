namespace UserRep.Contracts.Reads;

public sealed record NeighboursRequest(string? UserId, int K = 5);
