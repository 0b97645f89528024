using System.Net;
using System.Net.Http.Json;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>What can't be registered or pinned is refused with the reason, and nothing else stops.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class VersionTests(LiveMesh mesh)
{
    private static readonly string AnyHash = new('0', 64);

    private HttpClient Router => mesh.Client.App(AppIds.VersionRouter);

    [Theory]
    [InlineData("encoder.onnx")]
    [InlineData("decoder.onnx")]
    [InlineData("items.bin")]
    [InlineData("schema.json")]
    [InlineData("manifest.json")]
    public async Task Register_DamagedFile_IsRefusedAndServingGoesOn(string file)
    {
        var folder = Copy($"damaged-{file}", "representation@v2");
        File.AppendAllText(Path.Combine(folder, file), "}");

        var problem = await ProblemDetail.AssertAsync(await RegisterAsync("v2", folder), HttpStatusCode.UnprocessableEntity, "BUNDLE_REFUSED");

        Assert.NotEmpty(problem.GetProperty("faults").EnumerateArray());
        await StillServesAsync();
    }

    [Fact]
    public async Task Register_HashThatIsNotTheBundles_IsRefused()
    {
        var folder = Copy("other-hash", "representation@v2");

        await ProblemDetail.AssertAsync(await Router.PutAsJsonAsync("/v1/versions/v2", new VersionRegistration("other-hash", AnyHash)), HttpStatusCode.UnprocessableEntity, "BUNDLE_REFUSED");
        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public async Task Register_NumberTakenByAnotherBundle_IsRefused() =>
        await ProblemDetail.AssertAsync(await Router.PutAsJsonAsync("/v1/versions/v1", new VersionRegistration("anything", AnyHash)), HttpStatusCode.Conflict, "VERSION_TAKEN");

    [Fact]
    public async Task Register_OnnxThatIsNone_IsRefused()
    {
        var faults = await RefusedAsync("not-onnx", manifest => manifest, onnx: "not a model"u8.ToArray());

        Assert.Contains(faults, f => f.Contains("not a model that ONNX Runtime runs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Register_WrongInputWidth_IsRefused()
    {
        var faults = await RefusedAsync("wrong-width", manifest => manifest with { InputWidth = manifest.InputWidth + 1 });

        Assert.Contains(faults, f => f.Contains("manifest.json says an input of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Register_WrongOutputWidth_IsRefused()
    {
        var faults = await RefusedAsync("wrong-output", manifest => manifest with { Dimension = manifest.Dimension * 2 });

        Assert.Contains(faults, f => f.Contains("output 'embedding' must be float[batch,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../../../etc")]
    [InlineData("/etc")]
    public async Task Register_UriOutsideTheBundleFolder_IsRefused(string uri)
    {
        var problem = await ProblemDetail.AssertAsync(
            await Router.PutAsJsonAsync("/v1/versions/v9", new VersionRegistration(uri, AnyHash)), HttpStatusCode.UnprocessableEntity, "BUNDLE_REFUSED");

        Assert.Contains("leads out of the bundle folder", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_ByAnotherApp_IsForbidden()
    {
        using var encoder = new MeshClient(3502 + mesh.PortOffset, 50012 + mesh.PortOffset);

        await ProblemDetail.AssertAsync(
            await encoder.App(AppIds.VersionRouter).PutAsJsonAsync("/v1/versions/v9", new VersionRegistration("x", AnyHash)), HttpStatusCode.Forbidden, "NOT_AN_OPERATOR");
    }

    [Fact]
    public async Task Version_Unknown_NamesThoseThatExist()
    {
        var problem = await ProblemDetail.AssertAsync(await Router.GetAsync("/v1/versions/representation@v77"), HttpStatusCode.NotFound, "VERSION_NOT_FOUND");

        Assert.Equal("representation@v1", Assert.Single(problem.GetProperty("versions").EnumerateArray().Take(1)).GetString());
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("representation@v01")]
    [InlineData("v0")]
    public async Task Version_NameThatIsNone_IsRefused(string name) =>
        await ProblemDetail.AssertAsync(await Router.GetAsync($"/v1/versions/{name}"), HttpStatusCode.UnprocessableEntity, "VERSION_NAME");

    [Fact]
    public async Task Pin_UnknownVersion_IsRefused() =>
        await ProblemDetail.AssertAsync(await Router.PutAsJsonAsync("/v1/models/ranker-b", new ModelRegistration("v77")), HttpStatusCode.NotFound, "VERSION_NOT_FOUND");

    [Fact]
    public async Task Pin_VersionThatIsOnlyRegistered_IsRefusedUntilItsBackfillIsDone()
    {
        var folder = Copy("second", "representation@v5");
        using var registered = await RegisterAsync("v5", folder);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        await ProblemDetail.AssertAsync(await Router.PutAsJsonAsync("/v1/models/ranker-c", new ModelRegistration("v5")), HttpStatusCode.Conflict, "VERSION_NOT_READY");

        using var backfill = await Router.PostAsync("/v1/versions/v5/backfill", null);
        Assert.Equal(HttpStatusCode.Accepted, backfill.StatusCode);
        var ready = await Eventually.HasAsync(() => mesh.Client.VersionAsync("v5", mesh.Events.End), v => v.State == VersionState.Ready, "v5 is Ready");

        Assert.Equal(ready.Coverage!.Users, ready.Coverage.WithVector);
        using var pinned = await Router.PutAsJsonAsync("/v1/models/ranker-c", new ModelRegistration("v5"));
        Assert.Equal(HttpStatusCode.OK, pinned.StatusCode);
        // The backfilled vectors are those of the live lane: same histories, same as_of.
        var histories = mesh.Histories().Values.Take(50).ToArray();
        var expected = mesh.Offline(histories);
        var answer = await Eventually.HasAsync(() => mesh.Client.ReadAsync("ranker-c", [.. histories.Select(h => h.UserId)]), a => a.EncoderVersion == "representation@v5", "ranker-c reads v5");
        for (var i = 0; i < histories.Length; i++)
            Vectors.AssertEqual(expected[i], answer.Embeddings[i], histories[i].UserId);
        Assert.Equal("representation@v1", (await mesh.Client.ReadAsync(LiveMesh.Model, histories[0].UserId)).EncoderVersion);
    }

    private async Task<string[]> RefusedAsync(string name, Func<BundleManifest, BundleManifest> change, byte[]? onnx = null)
    {
        var folder = Copy(name, "representation@v3", change, onnx);
        var problem = await ProblemDetail.AssertAsync(await RegisterAsync("v3", folder), HttpStatusCode.UnprocessableEntity, "BUNDLE_REFUSED");
        await StillServesAsync();
        return [.. problem.GetProperty("faults").EnumerateArray().Select(f => f.GetString()!)];
    }

    private Task<HttpResponseMessage> RegisterAsync(string version, string folder) =>
        Router.PutAsJsonAsync($"/v1/versions/{version}", new VersionRegistration(Path.GetFileName(folder), BundleHash.OfBundle(folder)));

    private async Task StillServesAsync() =>
        Assert.Equal(["PRESENT"], (await mesh.Client.ReadAsync(LiveMesh.Model, mesh.Histories().Keys.First())).Statuses);

    private string Copy(string name, string version, Func<BundleManifest, BundleManifest>? change = null, byte[]? onnx = null) => BundleCopy.Make(mesh.Data, name, version, change, onnx);
}
