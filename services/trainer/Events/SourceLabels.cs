namespace UserRep.Trainer.Events;

/// <summary>What came of users: for evaluation only, never an input of an encoder.</summary>
/// <param name="Outcomes">By the outcome's name and the user's id; a user who isn't in it has no known outcome.</param>
/// <param name="Churn">When a user left, in Unix milliseconds; a user who isn't in it hasn't. Null: the source doesn't know of leaving.</param>
public sealed record SourceLabels(
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, bool>> Outcomes,
    IReadOnlyDictionary<string, long>? Churn)
{
    public static SourceLabels None { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, bool>>(), null);
}
