namespace UserRep.Contracts.Reads;

/// <summary>Body of embedding-store's batch read; answered by the binary EmbeddingColumns.</summary>
public sealed record StoreReadRequest(IReadOnlyList<string> UserIds, long? NotBefore);
