namespace UserRep.Trainer.Networks.Models;

/// <summary>A fitted model, which goes with this or is disposed of by itself, or every reason why there is none.</summary>
/// <param name="HeldOutLoss">Mean loss of a held-out row under the weights that were kept.</param>
public sealed record ModelFit<T>(T? Model, IReadOnlyList<string> Faults, double HeldOutLoss = 0, int EpochsRun = 0) : IDisposable where T : class, IDisposable
{
    public void Dispose() => Model?.Dispose();

    internal static ModelFit<T> Failed(params IReadOnlyList<string> faults) => new(null, faults);
}
