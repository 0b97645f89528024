using UserRep.Contracts.Versions;
using UserRep.Features.Schema;

namespace UserRep.Features.Bundles;

/// <summary>Writes a bundle aside and renames it into place, so that a half-written bundle is never seen.</summary>
public static class BundleWriter
{
    /// <param name="root">Folder of bundles; the new one is <c>{root}/representation@vN</c>.</param>
    /// <param name="writeItems">Writes items.bin at the path given.</param>
    /// <param name="optional">Content of files of <see cref="BundleFiles.Optional"/>, by name. Default none.</param>
    /// <returns>The bundle's folder.</returns>
    public static string Write(
        string root, EncoderVersion version, FeatureSchema schema, Action<string> writeItems, ReadOnlySpan<byte> onnx,
        int dimension, string metric, double maxAbsoluteError, TrainingRecord? training, ImportRecord? import = null,
        string precision = BundlePrecision.Fp32, IReadOnlyDictionary<string, byte[]>? optional = null)
    {
        var folder = Path.Combine(root, version.ToString());
        var aside = Path.Combine(root, $".{version}.partial");
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
        Directory.CreateDirectory(aside);
        File.WriteAllBytes(Path.Combine(aside, BundleFiles.Schema), schema.ToJson());
        writeItems(Path.Combine(aside, BundleFiles.Items));
        File.WriteAllBytes(Path.Combine(aside, BundleFiles.Encoder), onnx);
        foreach (var (name, content) in optional ?? new Dictionary<string, byte[]>())
            File.WriteAllBytes(Path.Combine(aside, name), content);

        var files = BundleFiles.Space.Concat(optional?.Keys ?? []).ToDictionary(f => f, f => BundleHash.OfFile(Path.Combine(aside, f)));
        var manifest = new BundleManifest(version.ToString(), dimension, FeatureLayout.Of(schema).Width, metric, files, BundleManifest.SpaceId(files), maxAbsoluteError, training, precision, import);
        File.WriteAllBytes(Path.Combine(aside, BundleFiles.Manifest), manifest.ToJson());
        Directory.Move(aside, folder);
        return folder;
    }
}
