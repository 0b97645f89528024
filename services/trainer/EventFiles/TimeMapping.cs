namespace UserRep.Trainer.EventFiles;

/// <summary>A time column and how it is written.</summary>
/// <param name="Format"><c>unix-seconds</c>, <c>unix-milliseconds</c>, <c>iso8601</c>, <c>days</c> after <paramref name="Origin"/>, or a .NET format. Without an offset in the text it is UTC.</param>
/// <param name="Origin">The day number 0; for <c>days</c> only.</param>
internal sealed record TimeMapping(ColumnRef Column, string Format, OriginRef? Origin = null)
{
    public const string Days = "days";

    public string? Fault() => (Format, Origin) switch
    {
        ("", _) => "format is empty",
        (Days, null) => "origin must be a date like 2013-10-01 or a column, since format is days",
        (Days, { Date: { } date }) when !TimeColumn.TryDay(date, out _) => $"origin '{date}' isn't a date like 2013-10-01",
        (not Days, not null) => $"origin has no meaning, since format is {Format} and not days",
        _ => null,
    };
}
