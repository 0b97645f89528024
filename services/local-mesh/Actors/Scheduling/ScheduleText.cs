using System.Globalization;
using System.Xml;

namespace UserRep.LocalMesh.Actors.Scheduling;

/// <summary>The forms in which SDKs write due times, periods and times to live.</summary>
internal static class ScheduleText
{
    private const string Every = "@every ";

    /// <summary>A Go or ISO 8601 duration from <paramref name="now"/>, or a time of day (RFC 3339). Empty is now.</summary>
    public static bool TryMoment(string? text, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = now;
        if (string.IsNullOrEmpty(text))
            return true;
        if (GoDuration.TryParse(text, out var duration) || TryIso(text, out duration))
        {
            moment = now + duration;
            return duration >= TimeSpan.Zero;
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }

    /// <summary>
    /// Empty (once), a Go duration, <c>@every</c> one, or ISO 8601 with or without <c>R5/</c>. Days and longer are refused, as by daprd 1.17,
    /// although the SDK sends them: a service that relies on such a period must fail here and not first in production.
    /// </summary>
    public static bool TryPeriod(string? text, out TimeSpan? period, out int? fires)
    {
        (period, fires) = (null, null);
        if (string.IsNullOrEmpty(text))
            return true;
        if (text.StartsWith('R'))
        {
            var slash = text.IndexOf('/');
            if (slash < 0 || !int.TryParse(text.AsSpan(1, slash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
                return false;
            fires = count;
            text = text[(slash + 1)..];
        }
        if (text.StartsWith(Every, StringComparison.Ordinal))
            text = text[Every.Length..];
        if (!GoDuration.TryParse(text, out var duration) && !(text.StartsWith("PT", StringComparison.Ordinal) && TryIso(text, out duration)))
            return false;
        // A period of nothing is no period.
        period = duration > TimeSpan.Zero ? duration : null;
        return duration >= TimeSpan.Zero;
    }

    private static bool TryIso(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (!text.StartsWith('P'))
            return false;
        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
