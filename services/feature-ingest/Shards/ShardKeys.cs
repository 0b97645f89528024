using System.IO.Hashing;
using System.Text;

namespace UserRep.FeatureIngest.Shards;

/// <summary>State keys within a shard. A user id may hold any character, so a history's key is its 128-bit hash; the history names its user.</summary>
internal static class ShardKeys
{
    public const string Meta = "meta";
    public const string Epoch = "epoch";

    public const string Erased = "erased";

    public static string UserHash(string userId) => Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(userId)));

    public static string History(string userId) => "h-" + UserHash(userId);

    /// <summary>Beside the history that an erased user may have begun since.</summary>
    public static string Withheld(string userId) => "withheld-" + UserHash(userId);

    public static string Page(uint page) => $"page-{page}";

    public static string WindowSlot(uint slot) => $"seen-{slot}";

    public static string TracelessSlot(uint slot) => $"traceless-{slot}";
}
