using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;

namespace UserRep.Integration.Tests.Running;

internal static class BundleCopy
{
    /// <summary>A copy of the first version's bundle beside it, with a manifest whose hashes are right.</summary>
    public static string Make(DataFolder data, string name, string version, Func<BundleManifest, BundleManifest>? change = null, byte[]? onnx = null)
    {
        var folder = data.File($"bundles/{name}");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(data.File($"bundles/{new EncoderVersion(1)}")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        if (onnx is not null)
            File.WriteAllBytes(Path.Combine(folder, BundleFiles.Encoder), onnx);
        var manifest = BundleManifest.FromJson(File.ReadAllBytes(Path.Combine(folder, BundleFiles.Manifest)));
        var files = manifest.Files.Keys.ToDictionary(f => f, f => BundleHash.OfFile(Path.Combine(folder, f)));
        manifest = manifest with { Version = version, Files = files, EmbeddingSpaceId = BundleManifest.SpaceId(files) };
        File.WriteAllBytes(Path.Combine(folder, BundleFiles.Manifest), (change?.Invoke(manifest) ?? manifest).ToJson());
        return folder;
    }
}
