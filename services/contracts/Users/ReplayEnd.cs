namespace UserRep.Contracts.Users;

/// <summary>Body of <c>POST /v1/replays/end</c>: the instant that all vectors shall speak for.</summary>
public sealed record ReplayEnd(DateTimeOffset? AsOf);
