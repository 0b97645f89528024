namespace UserRep.VersionRouter.Audit;

/// <summary>One change: who, when, what, from, to, why, and by which plan. Its key is the epoch it made.</summary>
/// <param name="By">App-id of the caller.</param>
/// <param name="As">The person the caller says it acts for.</param>
internal sealed record AuditEntry(long Epoch, DateTimeOffset At, string By, string? As, string What, string? From, string? To, string? Why, string? Plan)
{
    public static string Key(long epoch) => $"audit/{epoch}";
}
