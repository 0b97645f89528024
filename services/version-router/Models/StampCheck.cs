using UserRep.Contracts.TrainingSets;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Models;

/// <summary>Whether a training set was exported from exactly the bundle that is registered.</summary>
internal static class StampCheck
{
    /// <returns>Everything that doesn't fit, at once.</returns>
    public static IReadOnlyList<string> Faults(TrainingSetStamp stamp, VersionRecord version)
    {
        var faults = new List<string>();
        Same("encoderVersion", stamp.EncoderVersion, version.Version);
        Same("bundleSha256", stamp.BundleSha256, version.Bundle.Sha256);
        Same("embeddingSpaceId", stamp.EmbeddingSpaceId, version.Bundle.EmbeddingSpaceId);
        Same("dimension", stamp.Dimension, version.Bundle.Dimension);
        Same("metric", stamp.Metric, version.Bundle.Metric);
        if (stamp.Rows < 1)
            faults.Add($"rows is {stamp.Rows}: nothing can be trained on it");
        if (stamp.Signature != stamp.Sign())
            faults.Add("signature is not the one of this stamp: it was altered");
        return faults;

        void Same<T>(string name, T stamped, T registered)
        {
            if (!EqualityComparer<T>.Default.Equals(stamped, registered))
                faults.Add($"{name} is {stamped}, registered is {registered}");
        }
    }
}
