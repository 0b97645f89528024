using UserRep.Contracts.Wire;

namespace UserRep.VersionRouter.Reads;

/// <summary>A group with what the store found, checked to be of the group's version and space.</summary>
/// <param name="ServedFrom">Of adapted vectors the version they were made from; else null.</param>
internal sealed record ServedGroup(ReadGroup Group, EmbeddingColumns Columns, string? ServedFrom = null, string? AdapterId = null);
