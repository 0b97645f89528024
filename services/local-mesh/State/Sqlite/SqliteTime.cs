using System.Globalization;

namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>SQLite's CURRENT_TIMESTAMP text: UTC, whole seconds, ordered as text.</summary>
internal static class SqliteTime
{
    private const string Pattern = "yyyy-MM-dd HH:mm:ss";

    public const int Length = 19;

    /// <summary>Writes the time as UTF-8 into <paramref name="buffer"/>, which it fills.</summary>
    public static void Format(DateTimeOffset time, Span<byte> buffer) => time.UtcDateTime.TryFormat(buffer, out _, Pattern, CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
