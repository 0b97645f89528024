namespace UserRep.Contracts.Audit;

/// <summary>One change, a line of <c>GET /v1/audit</c>: who, when, what, from, to, why, and by which plan.</summary>
/// <param name="Epoch">Of the registry, as the change made it.</param>
/// <param name="By">App-id of the caller.</param>
/// <param name="As">The person the caller says it acts for.</param>
public sealed record AuditEntry(long Epoch, DateTimeOffset At, string By, string? As, string What, string? From, string? To, string? Why, string? Plan)
{
    /// <summary>Header of a change that names the person.</summary>
    public const string AsHeader = "userrep-as";
}
