using System.Globalization;
using System.Text.RegularExpressions;

namespace UserRep.LocalMesh.Topology;

/// <summary>Go's way of writing durations in Dapr's files: 500ms, 2s, 1h15m; a bare number is seconds.</summary>
internal static partial class DurationText
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return TryAdd(ref duration, seconds, TimeSpan.TicksPerSecond);
        if (!Whole().IsMatch(text))
            return false;
        foreach (var part in Part().EnumerateMatches(text))
        {
            var span = text.AsSpan(part.Index, part.Length);
            var unitAt = span.IndexOfAnyExcept("0123456789.");
            if (!double.TryParse(span[..unitAt], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                return false;
            var ticks = span[unitAt..] switch
            {
                "ms" => TimeSpan.TicksPerMillisecond,
                "s" => TimeSpan.TicksPerSecond,
                "m" => TimeSpan.TicksPerMinute,
                _ => TimeSpan.TicksPerHour,
            };
            if (!TryAdd(ref duration, value, ticks))
                return false;
        }
        return true;
    }

    private static bool TryAdd(ref TimeSpan duration, double value, long ticks)
    {
        // A thousand years, so that nothing overflows; no setting reaches it.
        if (value * ticks > TimeSpan.TicksPerDay * 365_000.0)
            return false;
        duration += TimeSpan.FromTicks((long)(value * ticks));
        return true;
    }

    [GeneratedRegex(@"^(\d+(\.\d+)?(ms|s|m|h))+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\d+(\.\d+)?(ms|s|m|h)")]
    private static partial Regex Part();
}
