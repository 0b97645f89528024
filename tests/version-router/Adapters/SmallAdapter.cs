using UserRep.Adapters;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Adapters;

/// <summary>A map between the two-dimensional versions of <see cref="Registries"/>: it swaps the values, doubles them and adds (1, -1).</summary>
internal static class SmallAdapter
{
    public static AdapterFile Create(int from = 2, int to = 1, double cosine = 0.97, params IReadOnlyList<AdapterTaskLoss> tasks) => AdapterFile.Create(
        Side(from), Side(to), AdapterKind.Affine, simulated: true,
        [AdapterTensor.Of(AdapterTensors.Weight, [0, 2, 2, 0], 2, 2), AdapterTensor.Of(AdapterTensors.Bias, [1, -1], 2)], Report(cosine, tasks));

    public static AdapterFile Network() => AdapterFile.Create(
        Side(2), Side(1), AdapterKind.ResidualMlp, simulated: true,
        [
            AdapterTensor.Of(AdapterTensors.Weight, [0, 2, 2, 0], 2, 2), AdapterTensor.Of(AdapterTensors.Bias, [1, -1], 2), AdapterTensor.Of(AdapterTensors.Hidden, [1, -1, 0, 0, 0, 1], 2, 3),
            AdapterTensor.Of(AdapterTensors.HiddenBias, [0, 0, -1], 3), AdapterTensor.Of(AdapterTensors.Residual, [10, 0, 20, 0, 0, 30], 3, 2),
        ],
        Report(0.97, []));

    public static AdapterTaskLoss Loss(string task, double loss) => new(task, "auc", 0.8, 0.8 - loss, loss, loss - 0.002, loss + 0.002);

    public static AdapterSide Side(int version)
    {
        var bundle = Version(version).Bundle;
        return new AdapterSide(bundle.Version, bundle.Sha256, bundle.EmbeddingSpaceId, bundle.Dimension, bundle.Metric);
    }

    private static AdapterReport Report(double cosine, IReadOnlyList<AdapterTaskLoss> tasks) => new(
        "log", "fingerprint", 1, 1000, 200, 250, 300, 90, "1 - cosine", [new AdapterCandidate(AdapterKind.Affine, 2, 6, 0.03, new AdapterQuality(cosine, 0.9, 0.2, 0.7), tasks)], ["a note"]);
}
