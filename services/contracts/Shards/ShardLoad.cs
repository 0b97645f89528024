namespace UserRep.Contracts.Shards;

/// <param name="Accepted">Events accepted since the shard began.</param>
/// <param name="EventsPerSecond">Accepted over the last minute, or since its host took it over if that is less.</param>
/// <param name="Owed">Users whose newest history has not been emitted yet, those still to be walked by a refresh included.</param>
/// <param name="HotUsers">Histories that its host keeps in memory.</param>
/// <param name="HotBytes">Their size as they are stored; in memory they take a multiple of it.</param>
/// <param name="Walks">Refreshes and backfills under way.</param>
/// <param name="Host">Machine and process that host it.</param>
public sealed record ShardLoad(
    int Shard, long Users, long Accepted, double EventsPerSecond, long Owed, int HotUsers, long HotBytes, IReadOnlyList<ShardWalkState> Walks, string Host);
