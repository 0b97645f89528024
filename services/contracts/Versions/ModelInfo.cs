namespace UserRep.Contracts.Versions;

/// <summary>A downstream model: the versions it has heads for and the one assigned to it.</summary>
public sealed record ModelInfo(
    string Model,
    string? Pin,
    string? PreviousPin,
    IReadOnlyList<ModelHead> Heads,
    IReadOnlyList<string> AllowedAppIds,
    DateTimeOffset RegisteredAt);
