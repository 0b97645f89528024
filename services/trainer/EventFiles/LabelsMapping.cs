using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>A file that says what came of users: for evaluation only, never input.</summary>
/// <param name="File">Relative to the events file's folder.</param>
/// <param name="Key">The user's id, as in the events.</param>
/// <param name="Churn">When a user left; empty for who didn't.</param>
internal sealed record LabelsMapping(
    string File,
    ColumnRef Key,
    IReadOnlyDictionary<string, OutcomeMapping>? Outcomes = null,
    TimeMapping? Churn = null,
    TableFormat? Table = null,
    IReadOnlyDictionary<string, string>? Where = null)
{
    public IEnumerable<string> Faults()
    {
        if (Churn is null && Outcomes is not { Count: > 0 })
            yield return "labels has neither outcomes nor churn";
        foreach (var (name, outcome) in Outcomes ?? new Dictionary<string, OutcomeMapping>())
        {
            if (outcome.Positive.Count == 0)
                yield return $"labels.outcomes.{name}.positive is empty";
            foreach (var both in outcome.Positive.Intersect(outcome.Negative ?? []))
                yield return $"labels.outcomes.{name}: '{both}' is both positive and negative";
        }
    }
}
