namespace UserRep.Command.Mesh;

internal static class Instants
{
    /// <summary>A length of time in its largest unit.</summary>
    public static string Length(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => FormattableString.Invariant($"{time.TotalDays:0} days"),
        { TotalHours: >= 2 } => FormattableString.Invariant($"{time.TotalHours:0} h"),
        { TotalMinutes: >= 2 } => FormattableString.Invariant($"{time.TotalMinutes:0} min"),
        _ => FormattableString.Invariant($"{Math.Max(0, time.TotalSeconds):0} s"),
    };

    /// <summary>An instant of a service's answer, which is UTC, as people read it.</summary>
    public static string Text(DateTimeOffset at) => FormattableString.Invariant($"{at:yyyy-MM-dd'T'HH:mm:ss'Z'}");
}
