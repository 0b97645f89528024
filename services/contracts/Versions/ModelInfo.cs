namespace UserRep.Contracts.Versions;

/// <summary>A downstream model: the versions it has heads for and the one assigned to it.</summary>
/// <param name="EvaluationTasks">The tasks of an evaluation that tell whether a version is good for this model; none named: all.</param>
/// <param name="Canaries">Their shares add up to at most 100; none: no canary runs.</param>
/// <param name="Shadow">A version that is read beside the pin and compared, and never served.</param>
/// <param name="AcceptsAdapted">The model's owner agreed to vectors that an adapter makes of another version's.</param>
public sealed record ModelInfo(
    string Model,
    string? Pin,
    string? PreviousPin,
    IReadOnlyList<ModelHead> Heads,
    IReadOnlyList<string> AllowedAppIds,
    DateTimeOffset RegisteredAt,
    IReadOnlyList<string>? EvaluationTasks = null,
    IReadOnlyList<Canary>? Canaries = null,
    string? Shadow = null,
    bool AcceptsAdapted = false);
