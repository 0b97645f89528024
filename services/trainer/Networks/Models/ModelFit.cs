namespace UserRep.Trainer.Networks.Models;

/// <summary>A fitted model, which the caller disposes of, or every reason why there is none.</summary>
/// <param name="HeldOutLoss">Mean loss of a held-out row under the weights that were kept.</param>
public sealed record ModelFit<T>(T? Model, IReadOnlyList<string> Faults, double HeldOutLoss = 0, int EpochsRun = 0) where T : class
{
    internal static ModelFit<T> Failed(params IReadOnlyList<string> faults) => new(null, faults);
}
