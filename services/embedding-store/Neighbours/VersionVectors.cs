using UserRep.VectorSearch;

namespace UserRep.EmbeddingStore.Neighbours;

/// <summary>All vectors of one version at one moment, searchable. Row i of the search is the i-th id, and ids are in order, so equal similarities are too.</summary>
/// <param name="AsOf">When it was begun to be read: what came later may be in it or not.</param>
internal sealed record VersionVectors(string[] Ids, IVectorSearch Search, string SpaceId, DateTimeOffset AsOf, DateTimeOffset BuiltAt);
