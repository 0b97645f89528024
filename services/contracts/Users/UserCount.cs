namespace UserRep.Contracts.Users;

/// <summary>Users that feature-ingest has a history of.</summary>
public sealed record UserCount(long Users);
