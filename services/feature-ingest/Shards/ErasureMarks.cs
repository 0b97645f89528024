namespace UserRep.FeatureIngest.Shards;

/// <summary>The erased users of a shard, by the hash of their id. A mark stands until the broker can have nothing older any more.</summary>
internal sealed class ErasureMarks(ErasedUsers stored)
{
    /// <summary>
    /// A mark outlives its time by this: embedding-store's has the same time, and must be gone before a new history may begin with emission number 1 again.
    /// </summary>
    private const long Margin = 3_600_000;

    private readonly Dictionary<string, ErasedUser> _byHash = stored.Users.ToDictionary(u => u.Hash);

    public ErasedUsers Stored { get; } = stored;

    public ErasedUser? Find(string userId) => _byHash.Count == 0 ? null : _byHash.GetValueOrDefault(ShardKeys.UserHash(userId));

    public void Put(ErasedUser user)
    {
        if (_byHash.TryGetValue(user.Hash, out var known))
            Stored.Users.Remove(known);
        Stored.Users.Add(user);
        _byHash[user.Hash] = user;
    }

    /// <returns>Whether there were any whose time is over. One that the archive still owes something stays.</returns>
    public bool DropExpired(long now)
    {
        var over = Stored.Users.Where(u => !u.ArchivePending && u.ExpiresAt + Margin <= now).ToArray();
        foreach (var user in over)
        {
            Stored.Users.Remove(user);
            _byHash.Remove(user.Hash);
        }
        return over.Length > 0;
    }
}
