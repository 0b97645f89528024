using UserRep.Contracts.Versions;

namespace UserRep.Trainer.Training;

/// <summary>Which bundle to make, and from what.</summary>
/// <param name="BundleRoot">Folder of bundles; the new one is <c>{BundleRoot}/representation@vN</c>, its training log and loss plot lie beside it.</param>
/// <param name="CutOff">No event at or after this instant is used.</param>
public sealed record TrainingRequest(string BundleRoot, EncoderVersion Version, DateTimeOffset CutOff)
{
    /// <summary>Folder of a bundle whose weights the fit starts from; it must be of the same layers. Default none.</summary>
    public string? Parent { get; init; }

    public Resume Resume { get; init; }
}
