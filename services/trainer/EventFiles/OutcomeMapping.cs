namespace UserRep.Trainer.EventFiles;

/// <summary>What came of a user, yes or no. An empty field is unknown.</summary>
/// <param name="Positive">Values that mean yes.</param>
/// <param name="Negative">Values that mean no; others are unknown then. Default: every value that isn't positive.</param>
internal sealed record OutcomeMapping(ColumnRef Column, IReadOnlyList<string> Positive, IReadOnlyList<string>? Negative = null)
{
    public bool? Of(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
            return null;
        if (Has(Positive, value))
            return true;
        return Negative is null || Has(Negative, value) ? false : null;
    }

    private static bool Has(IReadOnlyList<string> values, ReadOnlySpan<char> value)
    {
        foreach (var v in values)
        {
            if (value.SequenceEqual(v))
                return true;
        }
        return false;
    }
}
