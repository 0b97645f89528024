namespace UserRep.VersionRouter.Audit;

/// <summary>One change: who, when, what, from, to. Its key is the epoch it made.</summary>
internal sealed record AuditEntry(long Epoch, DateTimeOffset At, string By, string What, string? From, string? To)
{
    public static string Key(long epoch) => $"audit/{epoch}";
}
