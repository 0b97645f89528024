namespace UserRep.Contracts.Shards;

/// <summary>A walk over all users of a shard.</summary>
/// <param name="Name"><c>refresh</c>, or the version that is backfilled.</param>
/// <param name="Page">The page of the shard's directory that comes next; a page has 256 places.</param>
/// <param name="Pages">Pages that the directory has now.</param>
public sealed record ShardWalkState(string Name, long Page, long Pages);
