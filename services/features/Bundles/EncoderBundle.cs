using System.Text.Json;
using UserRep.Contracts.Versions;
using UserRep.Features.Building;
using UserRep.Features.Items;
using UserRep.Features.Schema;

namespace UserRep.Features.Bundles;

/// <summary>An opened, verified bundle: all of it but the ONNX session, which its user makes from <see cref="OnnxPath"/>.</summary>
public sealed class EncoderBundle : IDisposable
{
    private EncoderBundle(string folder, string sha256, EncoderVersion version, BundleManifest manifest, FeatureSchema schema, ItemTable items, ItemTable? names)
    {
        (Folder, Sha256, Version, Manifest, Schema, Items, Names) = (folder, sha256, version, manifest, schema, items, names);
        Features = new FeatureBuilder(schema, items);
    }

    public string Folder { get; }

    public string Sha256 { get; }

    public EncoderVersion Version { get; }

    public BundleManifest Manifest { get; }

    public FeatureSchema Schema { get; }

    public ItemTable Items { get; }

    /// <summary>Its texts are what people call items. Null if the bundle has none.</summary>
    public ItemTable? Names { get; }

    public FeatureBuilder Features { get; }

    public string OnnxPath => Path.Combine(Folder, BundleFiles.Encoder);

    /// <summary>Null if the bundle has none.</summary>
    public string? DecoderPath => Optional(BundleFiles.Decoder);

    /// <summary>Null if the bundle has none.</summary>
    public string? FuturePath => Optional(BundleFiles.Future);

    /// <summary>Opens a bundle and checks every hash and width in it.</summary>
    /// <param name="faults">Every fault found; empty exactly if a bundle is returned.</param>
    public static EncoderBundle? TryOpen(string folder, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        faults = found;
        foreach (var name in BundleFiles.Space.Prepend(BundleFiles.Manifest))
        {
            if (!File.Exists(Path.Combine(folder, name)))
                found.Add($"{name} is missing");
        }
        if (found.Count > 0)
            return null;
        try
        {
            return Open(folder, found);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            found.Add(e.Message);
            return null;
        }
    }

    public void Dispose()
    {
        Items.Dispose();
        Names?.Dispose();
    }

    private string? Optional(string name) => Manifest.Files.ContainsKey(name) ? Path.Combine(Folder, name) : null;

    private static EncoderBundle? Open(string folder, List<string> faults)
    {
        var manifest = BundleManifest.FromJson(File.ReadAllBytes(Path.Combine(folder, BundleFiles.Manifest)));
        if (!EncoderVersion.TryParse(manifest.Version, out var version))
            faults.Add($"manifest.json names the version '{manifest.Version}'; it must be like representation@v1");
        var optional = BundleFiles.Optional.Where(name => File.Exists(Path.Combine(folder, name))).ToArray();
        faults.AddRange(BundleFiles.Optional.Except(optional).Where(name => manifest.Files?.ContainsKey(name) == true).Select(name => $"{name} is missing"));
        foreach (var name in BundleFiles.Space.Concat(optional))
        {
            if (manifest.Files is null || !manifest.Files.TryGetValue(name, out var expected))
                faults.Add($"manifest.json has no hash of {name}");
            else if (BundleHash.OfFile(Path.Combine(folder, name)) is var actual && actual != expected)
                faults.Add($"{name} has the SHA-256 {actual}, manifest.json says {expected}");
        }
        if (faults.Count > 0)
            return null;
        if (manifest.EmbeddingSpaceId != BundleManifest.SpaceId(manifest.Files!))
            faults.Add("manifest.json has an embeddingSpaceId that isn't the hash of its files");
        if (manifest.Precision is not (BundlePrecision.Fp32 or BundlePrecision.Int8))
            faults.Add($"precision '{manifest.Precision}' is neither {BundlePrecision.Fp32} nor {BundlePrecision.Int8}");
        if (manifest.Dimension is < 1 or > 4096)
            faults.Add($"dimension {manifest.Dimension} is not within 1 to 4096");

        var schema = FeatureSchema.FromJson(File.ReadAllBytes(Path.Combine(folder, BundleFiles.Schema)));
        faults.AddRange(schema.Faults());
        if (faults.Count > 0)
            return null;
        if (FeatureLayout.Of(schema).Width is var width && width != manifest.InputWidth)
            faults.Add($"manifest.json says an input of {manifest.InputWidth} values, the schema's blocks make {width}");
        var items = ItemTable.TryOpen(Path.Combine(folder, BundleFiles.Items), schema.Modalities, out var itemsFault);
        if (itemsFault is not null)
            faults.Add(itemsFault);
        string? namesFault = null;
        var names = optional.Contains(BundleFiles.Names) ? ItemTable.TryOpen(Path.Combine(folder, BundleFiles.Names), [], out namesFault) : null;
        if (namesFault is not null)
            faults.Add(namesFault);
        if (faults.Count == 0)
            return new EncoderBundle(folder, BundleHash.OfBundle(folder), version, manifest, schema, items!, names);
        items?.Dispose();
        names?.Dispose();
        return null;
    }
}
