using System.Globalization;
using UserRep.Features.Bundles;

namespace UserRep.Command.Tests;

/// <summary>The trained bundle's own encoder stands for one from elsewhere.</summary>
public class ImportTests(TrainedFiles trained) : IClassFixture<TrainedFiles>
{
    [Fact]
    public async Task Import_OfAFittingEncoder_MakesABundleThatOpens()
    {
        using var folder = new TempFolder();
        var ran = (await Import(folder, Vectors(folder, "collaborative", 8), Vectors(folder, "content", 4), "--output", "json")).Succeeded();
        using var bundle = EncoderBundle.TryOpen(ran.Json.GetProperty("bundle").GetString()!, out var faults);
        Assert.Empty(faults);
        Assert.Null(bundle!.Manifest.Training);
        Assert.Equal(3, bundle.Manifest.Import!.Items);
        Assert.Equal(BundleHash.OfFile(Path.Combine(trained.Bundle, "encoder.onnx")), bundle.Manifest.Import.SourceFiles["encoder.onnx"]);
        Assert.Equal((8, "dot"), (bundle.Manifest.Dimension, bundle.Manifest.Metric));
    }

    [Fact]
    public async Task Import_ThatDoesNotFit_IsRefusedWithEveryReason()
    {
        using var folder = new TempFolder();
        (await Import(folder, Vectors(folder, "collaborative", 5), Vectors(folder, "audio", 4))).Refused("no modality audio", "content has no item vectors", "5 values per item, the schema says 8");
        Assert.False(Directory.Exists(folder.File("bundles")));
    }

    [Fact]
    public async Task Import_OfAnEncoderOfAnotherWidth_IsRefused()
    {
        using var folder = new TempFolder();
        var schema = File.ReadAllText(Path.Combine(trained.Bundle, "schema.json"));
        var other = System.Text.Json.Nodes.JsonNode.Parse(schema)!;
        other["windowsDays"] = new System.Text.Json.Nodes.JsonArray(7, 30);
        other["means"] = new System.Text.Json.Nodes.JsonArray();
        other["scales"] = new System.Text.Json.Nodes.JsonArray();
        (await Ran.Of("import", "--onnx", Path.Combine(trained.Bundle, "encoder.onnx"), "--schema", folder.Write("schema.json", other.ToJsonString()), "--item-vectors", Vectors(folder, "collaborative", 8), Vectors(folder, "content", 4),
            "--out", folder.File("bundles"), "--router", "none")).Refused("input 'features' must be float[batch,");
    }

    [Fact]
    public async Task Import_OfNoOnnx_IsRefused()
    {
        using var folder = new TempFolder();
        (await Ran.Of("import", "--onnx", folder.Write("e.onnx", "no model"), "--schema", Path.Combine(trained.Bundle, "schema.json"), "--item-vectors", Vectors(folder, "collaborative", 8), Vectors(folder, "content", 4),
            "--out", folder.File("bundles"), "--router", "none")).Refused("not a model that ONNX Runtime runs");
        (await Import(folder, "content")).Refused("write modality=FILE");
    }

    private Task<Ran> Import(TempFolder folder, params string[] vectorsAndMore)
    {
        var vectors = vectorsAndMore.TakeWhile(v => !v.StartsWith("--", StringComparison.Ordinal)).ToArray();
        return Ran.Of(["import", "--onnx", Path.Combine(trained.Bundle, "encoder.onnx"), "--schema", Path.Combine(trained.Bundle, "schema.json"), "--out", folder.File("bundles"), "--router", "none", "--metric", "dot",
            "--item-vectors", .. vectors, .. vectorsAndMore[vectors.Length..]]);
    }

    private static string Vectors(TempFolder folder, string modality, int dimension)
    {
        var rows = Enumerable.Range(0, 3).Select(i => $"track-0000{i}," + string.Join(',', Enumerable.Range(0, dimension).Select(d => (i + d * 0.5).ToString(CultureInfo.InvariantCulture))));
        return $"{modality}={folder.Write($"{modality}.csv", $"item_id,{string.Join(',', Enumerable.Range(0, dimension).Select(d => $"v{d}"))}\n{string.Join('\n', rows)}\n")}";
    }
}
