using System.Text.Json;
using UserRep.Features.Bundles;
using UserRep.Features.Items;
using UserRep.Features.Schema;
using UserRep.Trainer.ItemVectors;

namespace UserRep.Trainer.Imports;

/// <summary>Makes a bundle of an encoder that was trained elsewhere, after the checks that the encoder service makes.</summary>
public static class BundleImporter
{
    /// <summary>Nothing is written unless everything fits; every fault found is told.</summary>
    public static ImportResult Import(ImportRequest request, TimeProvider time)
    {
        var faults = new List<string>();
        if (request.Version.Number < 1)
            faults.Add($"version number {request.Version.Number} must be 1 or more");
        if (Directory.Exists(Path.Combine(request.BundleRoot, request.Version.ToString())))
            faults.Add($"{request.Version} is in {request.BundleRoot} already; a version is never changed");
        if (request.Metric is not ("cosine" or "dot"))
            faults.Add($"metric is {request.Metric}, must be cosine or dot");
        if (!(request.MaxAbsoluteError is >= 0 and <= 0.1))
            faults.Add($"maxAbsoluteError is {request.MaxAbsoluteError}, must be 0 to 0.1");
        var schema = ReadSchema(request.SchemaPath, faults);
        var items = schema is null ? null : ReadItems(schema, request.ItemVectors, faults);
        var encoder = schema is null ? null : ForeignEncoder.TryOpen(request.OnnxPath, FeatureLayout.Of(schema).Width, request.MaxAbsoluteError, faults);
        if (faults.Count > 0)
            return new ImportResult(null, faults);
        var sources = request.ItemVectors.Values.Prepend(request.SchemaPath).Prepend(request.OnnxPath);
        var record = new ImportRecord(time.GetUtcNow(), encoder!.Producer, HashByName(sources), items!.Count);
        Directory.CreateDirectory(request.BundleRoot);
        var folder = BundleWriter.Write(
            request.BundleRoot, request.Version, schema!, path => ItemTableWriter.Write(path, schema!.Modalities, items), encoder.Onnx,
            encoder.Dimension, request.Metric, request.MaxAbsoluteError, training: null, record);
        return new ImportResult(folder, [], encoder.Dimension, FeatureLayout.Of(schema!).Width, items.Count);
    }

    private static FeatureSchema? ReadSchema(string path, List<string> faults)
    {
        try
        {
            var schema = FeatureSchema.FromJson(File.ReadAllBytes(path));
            var found = schema.Faults();
            faults.AddRange(found.Select(f => $"{path}: {f}"));
            return found.Count == 0 ? schema : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            faults.Add($"{path} is no feature schema: {e.Message}");
            return null;
        }
    }

    private static List<ItemRow>? ReadItems(FeatureSchema schema, IReadOnlyDictionary<string, string> paths, List<string> faults)
    {
        var known = faults.Count;
        foreach (var name in paths.Keys.Except(schema.Modalities.Select(m => m.Name)))
            faults.Add($"the schema has no modality {name}; it has {string.Join(", ", schema.Modalities.Select(m => m.Name))}");
        var files = new List<ItemVectorFile>();
        foreach (var modality in schema.Modalities)
        {
            if (!paths.TryGetValue(modality.Name, out var path))
            {
                faults.Add($"the schema's modality {modality.Name} has no item vectors");
                continue;
            }
            var file = ItemVectorFile.TryRead(path, out var own);
            faults.AddRange(own.Select(f => $"item vectors {modality.Name}: {f}"));
            if (file is null)
                continue;
            files.Add(file);
            if (file.Dimension != modality.Dimension)
                faults.Add($"item vectors {modality.Name}: {path} has {file.Dimension} values per item, the schema says {modality.Dimension}");
        }
        return faults.Count > known ? null : [.. files.SelectMany(f => f.Vectors.Keys).Distinct().Select(id => new ItemRow(id, [.. files.Select(f => f.Vectors.GetValueOrDefault(id))]))];
    }

    /// <summary>Two files of one name get their place in front.</summary>
    private static Dictionary<string, string> HashByName(IEnumerable<string> paths)
    {
        var hashes = new Dictionary<string, string>();
        foreach (var path in paths.Distinct())
        {
            var name = Path.GetFileName(path);
            hashes[hashes.ContainsKey(name) ? $"{hashes.Count + 1}/{name}" : name] = BundleHash.OfFile(path);
        }
        return hashes;
    }
}
