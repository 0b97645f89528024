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
        else if (text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var parsed))
        {
            age = parsed;
        }
        return age >= TimeSpan.Zero;
    }
}
