namespace UserRep.Command.Mesh;

/// <summary>Lengths of time as people say them.</summary>
internal static class Times
{
    public static string Ago(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalDays: >= 2 } time => FormattableString.Invariant($"{time.TotalDays:0} days ago"),
        { TotalHours: >= 2 } time => FormattableString.Invariant($"{time.TotalHours:0} h ago"),
        { TotalMinutes: >= 1 } time => FormattableString.Invariant($"{time.TotalMinutes:0} min ago"),
        var time => FormattableString.Invariant($"{Math.Max(0, time.TotalSeconds):0} s ago"),
    };
}
