namespace UserRep.Contracts.Versions;

/// <summary>A downstream model: the versions it has heads for and the one assigned to it.</summary>
/// <param name="EvaluationTasks">The tasks of an evaluation that tell whether a version is good for this model; none named: all.</param>
public sealed record ModelInfo(
    string Model,
    string? Pin,
    string? PreviousPin,
    IReadOnlyList<ModelHead> Heads,
    IReadOnlyList<string> AllowedAppIds,
    DateTimeOffset RegisteredAt,
    IReadOnlyList<string>? EvaluationTasks = null);
