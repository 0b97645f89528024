using UserRep.Contracts.Wire;

namespace UserRep.EmbeddingStore.Storing;

/// <summary>Vectors of one version for users of one shard.</summary>
internal sealed record ShardBatch(string Version, string EmbeddingSpaceId, uint Dimension, IReadOnlyList<UserEmbedding> Users);
