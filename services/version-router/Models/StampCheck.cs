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
        if (stamp.EncoderVersion != version.Version)
            faults.Add($"encoderVersion is {stamp.EncoderVersion}, registered is {version.Version}");
        faults.AddRange(BundleFit.Faults(stamp.BundleSha256, stamp.EmbeddingSpaceId, stamp.Dimension, stamp.Metric, version));
        if (stamp.Rows < 1)
            faults.Add($"rows is {stamp.Rows}: nothing can be trained on it");
        if (stamp.Signature != stamp.Sign())
            faults.Add("signature is not the one of this stamp: it was altered");
        return faults;
    }
}
