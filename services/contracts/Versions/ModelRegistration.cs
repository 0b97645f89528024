using UserRep.Contracts.TrainingSets;

namespace UserRep.Contracts.Versions;

/// <summary>Body of <c>PUT /v1/models/{model}</c>: gives the model a head for a version and, if it is its first, its pin.</summary>
/// <param name="EncoderVersion">May be left out where a stamp names it.</param>
/// <param name="AllowedAppIds">Whose the model is; none named: the caller's, and a known model keeps its own.</param>
/// <param name="Stamp">Of the training set that the head was trained on; without it the head counts as made by hand.</param>
/// <param name="EvaluationTasks">The tasks of an evaluation that tell whether a version is good for this model; none named: a known model keeps its own.</param>
/// <param name="AcceptsAdapted">Whether the model's owner agrees to vectors that an adapter makes of another version's; none said: a known model keeps its own word, a new one doesn't.</param>
public sealed record ModelRegistration(
    string? EncoderVersion = null, IReadOnlyList<string>? AllowedAppIds = null, TrainingSetStamp? Stamp = null, IReadOnlyList<string>? EvaluationTasks = null, bool? AcceptsAdapted = null);
