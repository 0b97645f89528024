using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;

namespace UserRep.EmbeddingStore.Storing;

/// <summary>Which of two vectors of one user and version is newer: by emission number, then by as_of.</summary>
internal static class EmbeddingOrder
{
    public static bool IsNewer(UserEmbedding offered, StoredEmbedding known) => Compare(offered.Emission, offered.AsOf, known.Emission, known.AsOf) > 0;

    public static bool IsNewer(UserEmbedding offered, UserEmbedding known) => Compare(offered.Emission, offered.AsOf, known.Emission, known.AsOf) > 0;

    /// <summary>Of a history that was erased: a new one goes on above its emission numbers.</summary>
    public static bool IsErased(UserEmbedding offered, EmbeddingShard shard)
    {
        if (shard.Users.Count == 0)
            return false;
        var user = StableHash.Of(offered.UserId);
        return shard.Users.Any(u => u.User == user && offered.Emission <= u.Emission);
    }

    private static int Compare(long emission, long asOf, long otherEmission, long otherAsOf) =>
        emission != otherEmission ? emission.CompareTo(otherEmission) : asOf.CompareTo(otherAsOf);
}
