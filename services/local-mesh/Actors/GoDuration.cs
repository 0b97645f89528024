using System.Globalization;
using System.Text;

namespace UserRep.LocalMesh.Actors;

/// <summary>Durations as Go writes them: <c>1h30m0s</c>, <c>250ms</c>, <c>0h0m5s0ms</c>.</summary>
internal static class GoDuration
{
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var negative = text.StartsWith("-");
        if (negative || text.StartsWith("+"))
            text = text[1..];
        if (text is "0")
            return true;
        if (text.IsEmpty)
            return false;
        var ticks = 0m;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            text = text[digits..];
            var letters = text.IndexOfAny("0123456789.");
            var unit = Unit(letters < 0 ? text : text[..letters]);
            if (unit == 0 || (ticks += number * unit) > long.MaxValue)
                return false;
            text = letters < 0 ? [] : text[letters..];
        }
        duration = TimeSpan.FromTicks((long)(negative ? -ticks : ticks));
        return true;
    }

    /// <summary>As Go's Duration.String for whole milliseconds.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0s";
        if (duration < TimeSpan.Zero)
            return "-" + Format(duration.Negate());
        if (duration < TimeSpan.FromSeconds(1))
            return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.###}ms");
        var text = new StringBuilder();
        if (duration.TotalHours >= 1)
            text.Append(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}h");
        if (duration.TotalMinutes >= 1)
            text.Append(CultureInfo.InvariantCulture, $"{duration.Minutes}m");
        var seconds = duration.Seconds + (decimal)(duration.Ticks % TimeSpan.TicksPerSecond) / TimeSpan.TicksPerSecond;
        return text.Append(CultureInfo.InvariantCulture, $"{seconds:0.#######}s").ToString();
    }

    private static decimal Unit(ReadOnlySpan<char> name) => name switch
    {
        "h" => TimeSpan.TicksPerHour,
        "m" => TimeSpan.TicksPerMinute,
        "s" => TimeSpan.TicksPerSecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "us" or "µs" => TimeSpan.TicksPerMicrosecond,
        "ns" => TimeSpan.TicksPerMicrosecond / 1000m,
        _ => 0,
    };
}
