using System.Globalization;
using System.Xml;

namespace UserRep.VersionRouter.Reads;

internal static class MaxAge
{
    /// <summary>Reads <c>7.00:00:00</c>, <c>00:30:00</c> or ISO 8601 such as <c>PT30M</c>. Null is no limit.</summary>
    public static bool TryParse(string? text, out TimeSpan? age)
    {
        age = null;
        if (text is null)
            return true;
        if (text.StartsWith('P'))
        {
            try
            {
                age = XmlConvert.ToTimeSpan(text);
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                return false;
            }
        }
        // Exact: the lenient parser takes 24:00:00 for 24 days.
        else if (text.Contains(':') && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var parsed))
        {
            age = parsed;
        }
        return age >= TimeSpan.Zero;
    }

    /// <returns>The oldest as_of that still counts, in Unix milliseconds, for an age that was checked before; null is any. An age may reach back beyond the calendar.</returns>
    public static long? NotBefore(string? text, DateTimeOffset now) =>
        TryParse(text, out var age) && age is { } known ? now.ToUnixTimeMilliseconds() - (long)known.TotalMilliseconds : null;
}
