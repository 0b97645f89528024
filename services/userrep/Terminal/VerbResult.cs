namespace UserRep.Command.Terminal;

/// <summary>What a verb did, or why it could not.</summary>
/// <param name="Summary">Written as JSON where that is asked for.</param>
/// <param name="Lines">The same for people: what and figure.</param>
internal sealed record VerbResult(object? Summary, IReadOnlyList<(string What, string Figure)> Lines, IReadOnlyList<string> Faults)
{
    /// <summary>It was done as far as it goes, and the answer is no: what is printed says why.</summary>
    public bool Refused { get; init; }

    public static VerbResult Done(object summary, params IReadOnlyList<(string What, string Figure)> lines) => new(summary, lines, []);

    public static VerbResult Failed(params IReadOnlyList<string> faults) => new(null, [], faults);
}
