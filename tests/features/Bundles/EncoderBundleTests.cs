using System.Text.Json.Nodes;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Features.Items;
using UserRep.Features.Schema;

namespace UserRep.Features.Tests.Bundles;

public sealed class EncoderBundleTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _bundle;

    public EncoderBundleTests()
    {
        var schema = new FeatureSchema([7], [new("a", 2)], new Dictionary<string, double>(), 1, 14, [], [], []);
        _bundle = BundleWriter.Write(_folder.Path, new EncoderVersion(3), schema, path => ItemTableWriter.Write(path, schema.Modalities, [new ItemRow("i", [[1, 2]])]),
            [1, 2, 3], 4, "cosine", 1e-5, new TrainingRecord(DateTimeOffset.UnixEpoch, "", true, 1, 0, 0, 0, 0));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_AWrittenBundle_HasNoFaults()
    {
        using var bundle = EncoderBundle.TryOpen(_bundle, out var faults)!;
        Assert.Empty(faults);
        Assert.Equal((new EncoderVersion(3), 4, BundleHash.OfBundle(_bundle)), (bundle.Version, bundle.Manifest.Dimension, bundle.Sha256));
        Assert.Equal(bundle.Manifest.InputWidth, bundle.Features.Width);
        Assert.Equal(_bundle, Assert.Single(Directory.GetDirectories(_folder.Path)));
    }

    [Theory]
    [InlineData(BundleFiles.Manifest)]
    [InlineData(BundleFiles.Schema)]
    [InlineData(BundleFiles.Items)]
    [InlineData(BundleFiles.Encoder)]
    public void Open_AFileMissing_NamesIt(string file)
    {
        File.Delete(System.IO.Path.Combine(_bundle, file));
        Assert.Equal($"{file} is missing", Fault());
    }

    [Theory]
    [InlineData(BundleFiles.Schema)]
    [InlineData(BundleFiles.Items)]
    [InlineData(BundleFiles.Encoder)]
    public void Open_AFileChanged_NamesIt(string file)
    {
        File.AppendAllText(System.IO.Path.Combine(_bundle, file), " ");
        Assert.StartsWith($"{file} has the SHA-256 ", Fault());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"dimension\":\"four\"}")]
    public void Open_NoManifest_IsAFault(string json)
    {
        File.WriteAllText(System.IO.Path.Combine(_bundle, BundleFiles.Manifest), json);
        Assert.NotEmpty(Fault());
    }

    [Theory]
    [InlineData("version", "\"newest\"", "names the version 'newest'")]
    [InlineData("version", "null", "names the version ''")]
    [InlineData("dimension", "0", "dimension 0")]
    [InlineData("dimension", "4097", "dimension 4097")]
    [InlineData("inputWidth", "7", "an input of 7 values")]
    [InlineData("embeddingSpaceId", "\"0\"", "embeddingSpaceId")]
    public void Open_AManifestThatLies_IsAFault(string member, string value, string fault)
    {
        Manifest(m => m[member] = JsonNode.Parse(value));
        Assert.Contains(fault, Fault());
    }

    [Theory]
    [InlineData(BundleFiles.Decoder)]
    [InlineData(BundleFiles.Future)]
    [InlineData(BundleFiles.Names)]
    public void Open_AnOptionalFileWithoutAHash_IsAFault(string file)
    {
        File.WriteAllText(System.IO.Path.Combine(_bundle, file), "");
        Assert.Equal($"manifest.json has no hash of {file}", Fault());
    }

    [Fact]
    public void Open_NoHashes_NamesEveryFile()
    {
        Manifest(m => m.Remove("files"));
        Assert.Null(EncoderBundle.TryOpen(_bundle, out var faults));
        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public void Open_ABadSchemaWithTheRightHash_IsAFault()
    {
        Rehash(BundleFiles.Schema, "{}");
        Assert.Null(EncoderBundle.TryOpen(_bundle, out var faults));
        Assert.Equal(4, faults.Count);
        Rehash(BundleFiles.Schema, "no json");
        Assert.NotEmpty(Fault());
    }

    [Fact]
    public void Open_DamagedItemsWithTheRightHash_IsAFault()
    {
        Rehash(BundleFiles.Items, "not a table");
        Assert.Equal("items.bin is shorter than its header", Fault());
        // Nothing holds the file open.
        File.Delete(System.IO.Path.Combine(_bundle, BundleFiles.Items));
    }

    [Fact]
    public void Open_NoFolder_IsAFault()
    {
        Assert.Null(EncoderBundle.TryOpen(_folder.File("nowhere"), out var faults));
        Assert.Equal(4, faults.Count);
    }

    private string Fault()
    {
        Assert.Null(EncoderBundle.TryOpen(_bundle, out var faults));
        return Assert.Single(faults);
    }

    private void Rehash(string file, string content)
    {
        File.WriteAllText(System.IO.Path.Combine(_bundle, file), content);
        var hashes = BundleFiles.Space.ToDictionary(f => f, f => BundleHash.OfFile(System.IO.Path.Combine(_bundle, f)));
        Manifest(m =>
        {
            m["files"]![file] = hashes[file];
            m["embeddingSpaceId"] = BundleManifest.SpaceId(hashes);
        });
    }

    private void Manifest(Action<JsonObject> change)
    {
        var path = System.IO.Path.Combine(_bundle, BundleFiles.Manifest);
        var manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }
}
