using System.IO.Hashing;
using System.Text;

namespace UserRep.FeatureIngest.Shards;

/// <summary>State keys within a shard. A user id may hold any character, so a history's key is its 128-bit hash; the history names its user.</summary>
internal static class ShardKeys
{
    public const string Meta = "meta";
    public const string Epoch = "epoch";

    public static string History(string userId) => "h-" + Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(userId)));

    public static string Page(uint page) => $"page-{page}";

    public static string WindowSlot(uint slot) => $"seen-{slot}";

    public static string TracelessSlot(uint slot) => $"traceless-{slot}";
}
