using UserRep.Features.Bundles;

namespace UserRep.Trainer.Training;

/// <summary>A bundle's folder, or the reasons why there is none.</summary>
/// <param name="ValidationLoss">Held-out loss of the weights that were kept.</param>
/// <param name="Record">What the bundle was trained on, and what of it could not be used; null if there is no bundle.</param>
/// <param name="MaxExportError">Largest difference seen between the trained network and the exported file.</param>
public sealed record TrainingResult(string? BundleFolder, IReadOnlyList<string> Faults, double ValidationLoss = 0, double MaxExportError = 0, int EpochsRun = 0, TrainingRecord? Record = null)
{
    public bool Succeeded => BundleFolder is not null;

    internal static TrainingResult Failed(params IReadOnlyList<string> faults) => new(null, faults);
}
