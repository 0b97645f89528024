using UserRep.Contracts.TrainingSets;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Tests;

internal static class Registries
{
    public static readonly DateTimeOffset Then = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    public static VersionRecord Version(int number, VersionState state = VersionState.Serving) =>
        new(new EncoderVersion(number).ToString(), state, $"v{number}", new BundleDescription(new EncoderVersion(number).ToString(), $"space-{number}", 2, 8, "cosine", new string('0', 64)), Then, Then);

    public static ModelInfo Model(string name, int? pin, int? previousPin = null, params string[] allowed) =>
        new(name, Name(pin), Name(previousPin), [], allowed.Length == 0 ? ["caller"] : allowed, Then);

    /// <summary>Of a training set exported from the bundle of that version.</summary>
    public static TrainingSetStamp Stamp(int number)
    {
        var bundle = Version(number).Bundle;
        return Signed(new TrainingSetStamp(bundle.Version, bundle.EmbeddingSpaceId, bundle.Sha256, bundle.Dimension, bundle.Metric, true, ["label:whole"], 7, new string('b', 64), ""));
    }

    public static TrainingSetStamp Signed(TrainingSetStamp stamp) => stamp with { Signature = stamp.Sign() };

    public static RegistrySnapshot Snapshot(RegistryDocument document)
    {
        var snapshot = new RegistrySnapshot();
        snapshot.Offer(document);
        return snapshot;
    }

    private static string? Name(int? number) => number is { } n ? new EncoderVersion(n).ToString() : null;
}
