using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>Items that users picked when they began: rows of the events file with a certain action, or a file with a row per pick.</summary>
/// <param name="Action">Rows of the events file with this action are picks, not interactions.</param>
/// <param name="File">Relative to the events file's folder.</param>
/// <param name="Key">The user's id, as in the events.</param>
/// <param name="EventId">Picks of one id are one event. Default: a user's picks of one UTC day are one event.</param>
internal sealed record OnboardingMapping(
    string? Action = null,
    string? File = null,
    ColumnRef? Key = null,
    ColumnRef? Item = null,
    TimeMapping? Time = null,
    ColumnRef? EventId = null,
    TableFormat? Table = null,
    IReadOnlyDictionary<string, string>? Where = null)
{
    public IEnumerable<string> Faults(ActionMapping? actions)
    {
        if (Action is null == File is null)
            yield return "onboarding must have either an action or a file";
        if (Action is not null && actions?.Column is null)
            yield return "onboarding.action needs an action that is a column";
        if (Action is not null && (Key ?? Item ?? EventId ?? (object?)Time ?? Table ?? (object?)Where) is not null)
            yield return "onboarding.action takes no other key: the rows are those of the events file";
        if (File is not null && (Key is null || Item is null || Time is null))
            yield return "onboarding.file needs key, item and time";
    }
}
