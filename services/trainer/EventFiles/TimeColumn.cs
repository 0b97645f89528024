using System.Globalization;
using UserRep.Contracts.Events;

namespace UserRep.Trainer.EventFiles;

/// <summary>A time column found in its file.</summary>
internal sealed class TimeColumn
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;

    // Beyond these no DateTimeOffset exists.
    private static readonly double s_min = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly double s_max = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly string _format;
    private readonly Column _column;
    private readonly Column? _origin;
    private string _originText = "";
    private long _originAt;

    /// <param name="column">That of the mapping, found as the input or the label it is.</param>
    public TimeColumn(TimeMapping mapping, Column column, ColumnScope scope)
    {
        (_format, _column) = (mapping.Format, column);
        _origin = mapping.Origin?.Column is { } origin ? scope.Key(origin) : null;
        if (mapping.Origin?.Date is { } date)
            TryDay(date, out _originAt);
    }

    public bool IsEmpty => _column.Read().IsEmpty;

    public static bool TryDay(ReadOnlySpan<char> text, out long at)
    {
        var read = DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day);
        at = read ? day.ToUnixTimeMilliseconds() : 0;
        return read;
    }

    /// <param name="at">Unix milliseconds.</param>
    /// <returns>What is wrong with the current row's time; null if nothing is.</returns>
    public string? Read(out long at)
    {
        at = 0;
        if (_origin is not null && !TryOrigin(_origin.Read()))
            return $"its origin '{Text.Shortened(_origin.Read())}' isn't yyyy-MM-dd";
        var text = _column.Read();
        return TryRead(text, out at) ? null : $"its time '{Text.Shortened(text)}' isn't {_format}";
    }

    private bool TryOrigin(ReadOnlySpan<char> text)
    {
        // Rows with one origin often stand together.
        if (text.Length > 0 && text.SequenceEqual(_originText))
            return true;
        if (!TryDay(text, out _originAt))
        {
            _originText = "";
            return false;
        }
        _originText = text.ToString();
        return true;
    }

    private bool TryRead(ReadOnlySpan<char> text, out long at)
    {
        switch (_format)
        {
            case "unix-seconds":
                return Scaled(text, 1_000, 0, out at);
            case "unix-milliseconds":
                return Scaled(text, 1, 0, out at);
            case TimeMapping.Days:
                return Scaled(text, UnixDay.MillisecondsPerDay, _originAt, out at);
            default:
                var read = _format == "iso8601"
                    ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var instant)
                    : DateTimeOffset.TryParseExact(text, _format, CultureInfo.InvariantCulture, Utc, out instant);
                at = instant.ToUnixTimeMilliseconds();
                return read;
        }
    }

    private static bool Scaled(ReadOnlySpan<char> text, double scale, long origin, out long at)
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

}
