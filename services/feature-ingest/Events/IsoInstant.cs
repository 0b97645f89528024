using System.Globalization;

namespace UserRep.FeatureIngest.Events;

/// <summary>ISO 8601 date and time, with an offset or Z; without either it is taken as UTC.</summary>
internal static class IsoInstant
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];

    public static bool TryParse(string? text, out long unixMilliseconds)
    {
        var ok = DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
        unixMilliseconds = ok ? instant.ToUnixTimeMilliseconds() : 0;
        return ok;
    }
}
