using System.Globalization;
using UserRep.Contracts.Events;

namespace UserRep.Trainer.EventFiles;

/// <summary>A time column and how it is written.</summary>
/// <param name="Format"><c>unix-seconds</c>, <c>unix-milliseconds</c>, <c>iso8601</c>, <c>days</c> after <paramref name="Origin"/>, or a .NET format. Without an offset in the text it is UTC.</param>
/// <param name="Origin">The day number 0, yyyy-MM-dd; for <c>days</c> only.</param>
internal sealed record TimeMapping(ColumnRef Column, string Format, string? Origin = null)
{
    // Beyond these no DateTimeOffset exists.
    private static readonly double s_min = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly double s_max = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly long _origin = OriginDay(Origin)?.ToUnixTimeMilliseconds() ?? 0;

    public string? Fault() => Format switch
    {
        "" => "format is empty",
        "days" when OriginDay(Origin) is null => "origin must be a date like 2013-10-01, since format is days",
        _ => null,
    };

    public bool TryRead(string text, out long at)
    {
        at = 0;
        switch (Format)
        {
            case "unix-seconds":
                return Scaled(text, 1_000, 0, out at);
            case "unix-milliseconds":
                return Scaled(text, 1, 0, out at);
            case "days":
                return Scaled(text, UnixDay.MillisecondsPerDay, _origin, out at);
            default:
                const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
                var read = Format == "iso8601"
                    ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var instant)
                    : DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, utc, out instant);
                at = instant.ToUnixTimeMilliseconds();
                return read;
        }
    }

    private static bool Scaled(string text, double scale, long origin, out long at)
    {
        at = 0;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return false;
        var milliseconds = number * scale + origin;
        // Written so that NaN fails too.
        if (!(milliseconds >= s_min && milliseconds <= s_max))
            return false;
        at = (long)Math.Round(milliseconds);
        return true;
    }

    private static DateTimeOffset? OriginDay(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day : null;
}
