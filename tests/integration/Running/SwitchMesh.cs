using System.Net.Http.Json;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;

namespace UserRep.Integration.Tests.Running;

/// <summary>A mesh with two routers, two stores and two versions of different spaces that both have a vector of everybody; shared by the tests that move models between them.</summary>
public sealed class SwitchMesh : IAsyncLifetime
{
    public const string First = "representation@v1";
    public const string Second = "representation@v2";

    /// <summary>Within which a change holds on every replica (design.md).</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private readonly DataFolder _data = new();
    private MeshProcess _mesh = null!;
    private MeshClient _client = null!;

    internal int PortOffset => _mesh.PortOffset;

    internal HttpClient Router => _client.App(AppIds.VersionRouter);

    /// <summary>The space of each version.</summary>
    internal IReadOnlyDictionary<string, string> Spaces { get; private set; } = null!;

    internal static string[] Users(int count) => [.. Enumerable.Range(1, count).Select(i => $"u{i:00000}")];

    internal static TimeSpan Now() => TimeProvider.System.GetElapsedTime(0);

    public async ValueTask InitializeAsync()
    {
        _mesh = MeshProcess.StartWith(
            LiveMesh.ShortTimes, Ports.FreeOffset(), _data, "--users", "60", "--items", "200", "--days", "30", "--replicas", "version-router=2", "embedding-store=2");
        await _mesh.StaysUpAsync();
        _client = MeshClient.Playground(_mesh);
        // The same network with another producer's name (field 2 of an ONNX model): another file, hence another space.
        byte[] onnx = [.. File.ReadAllBytes(_data.File($"bundles/{First}/{BundleFiles.Encoder}")), 0x12, 0x05, .. "other"u8];
        var folder = BundleCopy.Make(_data, "second", Second, onnx: onnx);
        await OkAsync(await Router.PutAsJsonAsync($"/v1/versions/{Second}", new VersionRegistration(Path.GetFileName(folder), BundleHash.OfBundle(folder))));
        await OkAsync(await Router.PostAsync($"/v1/versions/{Second}/backfill", null));
        var second = await Eventually.HasAsync(() => _client.VersionAsync(Second, DateTimeOffset.UnixEpoch), v => v.State == VersionState.Ready, $"{Second} is Ready");
        Spaces = new Dictionary<string, string> { [First] = (await _client.VersionAsync(First, DateTimeOffset.UnixEpoch)).EmbeddingSpaceId, [Second] = second.EmbeddingSpaceId };
        Assert.NotEqual(Spaces[First], Spaces[Second]);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _mesh.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>A model pinned to the first version with heads for both, which every replica has heard of.</summary>
    internal async Task RegisterAsync(string model)
    {
        await OkAsync(await Router.PutAsJsonAsync($"/v1/models/{model}", new ModelRegistration(First)));
        await OkAsync(await Router.PutAsJsonAsync($"/v1/models/{model}/heads/{Second}", new HeadRegistration()));
        await Task.Delay(Bound * 1.3);
    }

    /// <returns>When it was acknowledged.</returns>
    internal async Task<TimeSpan> ApplyAsync(PlanRequest request)
    {
        var drawn = await OkAsync(await Router.PostAsJsonAsync("/v1/plans", request, MeshClient.Json));
        var plan = (await drawn.Content.ReadFromJsonAsync<Plan>(MeshClient.Json))!;
        Assert.Empty(plan.Refusals);
        await OkAsync(await Router.PostAsJsonAsync($"/v1/plans/{plan.Id}/apply", new PlanApplication()));
        return Now();
    }

    internal static async Task<HttpResponseMessage> OkAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return response;
    }
}
