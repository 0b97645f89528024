using UserRep.Contracts.TrainingSets;

namespace UserRep.Contracts.Versions;

/// <summary>Body of <c>PUT /v1/models/{model}/heads/{version}</c>.</summary>
/// <param name="Stamp">Of the training set that the head was trained on; without it the head counts as made by hand.</param>
public sealed record HeadRegistration(TrainingSetStamp? Stamp = null);
