namespace UserRep.Trainer.EventFiles;

/// <summary>What the wire contract takes as an id.</summary>
internal static class IdRule
{
    private const int MaxLength = 256;

    /// <returns>What is wrong with an id; null if nothing is.</returns>
    public static string? Fault(string what, ReadOnlySpan<char> id) =>
        id.Length is >= 1 and <= MaxLength ? null : $"its {what} has {id.Length} characters, must be 1 to {MaxLength}";
}
