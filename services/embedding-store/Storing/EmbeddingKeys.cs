namespace UserRep.EmbeddingStore.Storing;

/// <summary>State keys. User ids are escaped, so no id can be taken for a directory or break Dapr's key syntax.</summary>
internal static class EmbeddingKeys
{
    /// <summary>
    /// Directory shards per version, fixed for ever: directories are found by it. Equal to feature-ingest's default shard
    /// count, so that one of its messages is one transaction here.
    /// </summary>
    public const int Shards = 16;

    public static string User(string version, string userId) => $"{version}/{Uri.EscapeDataString(userId)}";

    /// <summary>No version has this name.</summary>
    public static string Shard(int shard) => $"shards/{shard}";

    // An escaped id has no second slash.
    public static string Directory(string version, int shard) => $"{version}/directory/{shard}";

    public static string Page(string version, int shard, uint page) => $"{version}/directory/{shard}/{page}";
}
