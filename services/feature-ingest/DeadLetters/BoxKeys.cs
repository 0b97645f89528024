using System.Globalization;

namespace UserRep.FeatureIngest.DeadLetters;

/// <summary>State keys within the box, beside the storage's own.</summary>
internal static class BoxKeys
{
    public const string Meta = "meta";

    public const string Erased = "erased";

    public static string Letter(string id) => $"letter-{id}";

    public static string Page(long page) => string.Create(CultureInfo.InvariantCulture, $"page-{page}");
}
