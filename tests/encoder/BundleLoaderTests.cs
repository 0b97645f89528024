using System.Text.Json.Nodes;
using UserRep.Contracts.Versions;
using UserRep.Encoder.Bundles;
using UserRep.Features.Bundles;

namespace UserRep.Encoder.Tests;

public sealed class BundleLoaderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("userrep-loader-");
    private readonly TinyBundles _bundles;

    public BundleLoaderTests(TinyBundles bundles)
    {
        _bundles = bundles;
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.GetFiles(bundles.Folder(1)))
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
    }

    private string Folder => Path.Combine(_root.FullName, "b1");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Load_AGoodBundle_IsLoaded()
    {
        using var version = TinyBundles.Loader(_root.FullName).TryLoad(Check(), out var faults);
        Assert.Empty(faults);
        Assert.Equal(("representation@v1", BundleHash.OfBundle(Folder)), (version!.Name, version.Sha256));
    }

    [Theory]
    [InlineData("..", "leads out of")]
    [InlineData("../b1", "leads out of")]
    [InlineData("/etc", "leads out of")]
    [InlineData("b1/../..", "leads out of")]
    [InlineData(".", "leads out of")]
    [InlineData("b2", "there is no bundle")]
    [InlineData("b1/manifest.json", "there is no bundle")]
    [InlineData("b1\0", "there is no bundle")]
    public void Load_AnotherPlace_IsRefused(string uri, string fault) => Assert.Contains(fault, Fault(Check() with { BundleUri = uri }));

    [Fact]
    public void Load_AnotherHashOrVersion_IsRefused()
    {
        Assert.Contains("the registration says", Fault(Check() with { Sha256 = new string('0', 64) }));
        Assert.Contains("the bundle is representation@v1", Fault(Check() with { Version = "representation@v9" }));
    }

    [Fact]
    public void Load_ADamagedBundle_IsRefused()
    {
        File.AppendAllText(Path.Combine(Folder, BundleFiles.Encoder), "x");
        Assert.StartsWith(BundleFiles.Encoder, Fault(Check()));
    }

    [Fact]
    public void Load_NoOnnxModel_IsRefused()
    {
        Rewrite("no model"u8.ToArray(), _ => { });
        Assert.Contains("is not a model that ONNX Runtime runs", Fault(Check()));
    }

    [Fact]
    public void Load_AnotherOutputWidthThanTheModels_IsRefused()
    {
        Rewrite(File.ReadAllBytes(Path.Combine(Folder, BundleFiles.Encoder)), m => m["dimension"] = 9);
        Assert.Contains("output 'embedding' must be float[batch,9]", Fault(Check()));
    }

    private BundleCheck Check() => _bundles.Check(1) with { BundleUri = "b1", Sha256 = BundleHash.OfBundle(Folder) };

    private string Fault(BundleCheck check)
    {
        Assert.Null(TinyBundles.Loader(_root.FullName).TryLoad(check, out var faults));
        return Assert.Single(faults);
    }

    /// <summary>A bundle whose hashes hold, with another model and manifest.</summary>
    private void Rewrite(byte[] onnx, Action<JsonObject> change)
    {
        File.WriteAllBytes(Path.Combine(Folder, BundleFiles.Encoder), onnx);
        var path = Path.Combine(Folder, BundleFiles.Manifest);
        var manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var hashes = BundleFiles.Space.ToDictionary(f => f, f => BundleHash.OfFile(Path.Combine(Folder, f)));
        manifest["files"]![BundleFiles.Encoder] = hashes[BundleFiles.Encoder];
        manifest["embeddingSpaceId"] = BundleManifest.SpaceId(hashes);
        change(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }
}
