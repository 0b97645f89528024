using System.Globalization;

namespace UserRep.FeatureIngest.Events;

/// <summary>ISO 8601 date and time, with an offset or Z; without either it is taken as UTC.</summary>
internal static class IsoInstant
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];

    public static bool TryParse(string? text, out long unixMilliseconds)
    {
        var ok = DateTimeOffset.TryParseExact(Shortened(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
        unixMilliseconds = ok ? instant.ToUnixTimeMilliseconds() : 0;
        return ok;
    }

    /// <summary>Some clocks write nanoseconds; the parser knows seven digits, and milliseconds are kept.</summary>
    private static string? Shortened(string? text)
    {
        const int MaxDigits = 7;
        if (text?.IndexOf('.') is not (>= 0 and var dot))
            return text;
        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - dot - 1 <= MaxDigits ? text : text.Remove(dot + 1 + MaxDigits, end - dot - 1 - MaxDigits);
    }
}
