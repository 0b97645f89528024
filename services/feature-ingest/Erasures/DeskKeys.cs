using System.Globalization;

namespace UserRep.FeatureIngest.Erasures;

/// <summary>State keys within the desk, beside the storage's own.</summary>
internal static class DeskKeys
{
    public const string Meta = "meta";

    public static string Erasure(string receipt) => $"erasure-{receipt}";

    public static string Page(long page) => string.Create(CultureInfo.InvariantCulture, $"page-{page}");
}
