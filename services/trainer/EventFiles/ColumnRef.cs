using System.Text.Json.Serialization;

namespace UserRep.Trainer.EventFiles;

/// <summary>
/// One column by name or number (from 0), or several whose values are joined by a colon. In the events file
/// <c>join.column</c> names a column of a joined file.
/// </summary>
[JsonConverter(typeof(ColumnRefConverter))]
internal sealed record ColumnRef(IReadOnlyList<string> Parts)
{
    // A column given by number is kept with this in front, which no header has.
    public const char NumberMark = '\0';

    public string Display => string.Join(" + ", Parts.Select(Shown));

    public static string Shown(string part) => part.TrimStart(NumberMark);
}
