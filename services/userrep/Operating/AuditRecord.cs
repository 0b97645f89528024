namespace UserRep.Command.Operating;

/// <summary>A line of version-router's audit.</summary>
internal sealed record AuditRecord(long Epoch, DateTimeOffset At, string By, string? As, string What, string? From, string? To, string? Why, string? Plan);
