using UserRep.Features.Bundles;
using UserRep.Trainer.Quantization;

namespace UserRep.Trainer.Training;

/// <summary>A bundle's folder, or the reasons why there is none.</summary>
/// <param name="ValidationLoss">Held-out loss of the weights that were kept.</param>
/// <param name="Record">What the bundle was trained on, and what of it could not be used; null if there is no bundle.</param>
/// <param name="MaxExportError">Largest difference seen between the trained network and the exported file.</param>
/// <param name="ResumedFrom">Epochs taken over from an earlier run that didn't end; 0 if none.</param>
/// <param name="Notes">What people should know of the run: resumed or discarded checkpoints, what came of a parent.</param>
/// <param name="Quantization">What was measured of an int8 encoder; null for fp32.</param>
public sealed record TrainingResult(string? BundleFolder, IReadOnlyList<string> Faults, double ValidationLoss = 0, double MaxExportError = 0, int EpochsRun = 0, TrainingRecord? Record = null,
    int ResumedFrom = 0, IReadOnlyList<string>? Notes = null, QuantizationReport? Quantization = null)
{
    public bool Succeeded => BundleFolder is not null;

    internal static TrainingResult Failed(params IReadOnlyList<string> faults) => new(null, faults);
}
