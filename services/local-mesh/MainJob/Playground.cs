using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Contracts.Freshness;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Users;
using UserRep.Contracts.Versions;
using UserRep.LocalMesh.Hosting;

namespace UserRep.LocalMesh.MainJob;

/// <summary>The mesh as anyone meets it: through playground's sidecar, with calls that curl could make.</summary>
internal sealed class Playground(int port) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(60) };

    public void Dispose() => _http.Dispose();

    public Task<VersionList> VersionsAsync(CancellationToken ct) => GetAsync<VersionList>(AppIds.VersionRouter, "v1/versions", ct);

    public Task<VersionInfo> VersionAsync(string version, DateTimeOffset asOf, CancellationToken ct) =>
        GetAsync<VersionInfo>(AppIds.VersionRouter, $"v1/versions/{version}?asOf={Uri.EscapeDataString(asOf.ToString("O"))}", ct);

    public Task RegisterAsync(string version, VersionRegistration registration, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, AppIds.VersionRouter, $"v1/versions/{version}", registration, ct);

    public Task BackfillAsync(string version, CancellationToken ct) => SendAsync(HttpMethod.Post, AppIds.VersionRouter, $"v1/versions/{version}/backfill", new { }, ct);

    public Task PinAsync(string model, ModelRegistration registration, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, AppIds.VersionRouter, $"v1/models/{model}", registration, ct);

    public async Task<EmbeddingsResponse> ReadAsync(string model, IReadOnlyList<string> userIds, CancellationToken ct) =>
        await ReadAsync<EmbeddingsResponse>(await SendAsync(HttpMethod.Post, AppIds.VersionRouter, $"v1/models/{model}/embeddings", new EmbeddingsRequest(userIds), ct), ct);

    public async Task<NeighboursResponse> NeighboursAsync(string model, string userId, int k, CancellationToken ct) =>
        await ReadAsync<NeighboursResponse>(await SendAsync(HttpMethod.Post, AppIds.VersionRouter, $"v1/models/{model}/neighbours", new NeighboursRequest(userId, k), ct), ct);

    public Task<ModelInfo> ModelAsync(string model, CancellationToken ct) => GetAsync<ModelInfo>(AppIds.VersionRouter, $"v1/models/{model}", ct);

    /// <summary>What a sample model answers for users, in the order asked.</summary>
    public async Task<IReadOnlyList<SampleScore>> ScoresAsync(string appId, IReadOnlyList<string> userIds, CancellationToken ct) =>
        (await ReadAsync<Dictionary<string, IReadOnlyList<SampleScore>>>(await SendAsync(HttpMethod.Post, appId, "v1/scores", new { userIds }, ct), ct))["scores"];

    public Task<IngestStats> StatsAsync(CancellationToken ct) => GetAsync<IngestStats>(AppIds.FeatureIngest, "v1/ingest/stats", ct);

    public Task EndReplayAsync(DateTimeOffset asOf, CancellationToken ct) => SendAsync(HttpMethod.Post, AppIds.FeatureIngest, "v1/replays/end", new ReplayEnd(asOf), ct);

    public Task<FreshnessReport> FreshnessAsync(string version, CancellationToken ct) => GetAsync<FreshnessReport>(AppIds.EmbeddingStore, $"v1/versions/{version}/freshness", ct);

    /// <summary>Publishes a JSON array of bulk entries; completes once they are durable.</summary>
    public async Task PublishAsync(string topic, ReadOnlyMemory<byte> entries, CancellationToken ct)
    {
        using var body = new ReadOnlyMemoryContent(entries);
        body.Headers.ContentType = new("application/json");
        using var response = await _http.PostAsync($"v1.0/publish/bulk/{ComponentNames.PubSub}/{topic}", body, ct);
        if (!response.IsSuccessStatusCode)
            throw new MeshFault($"publishing to {topic} failed: {await response.Content.ReadAsStringAsync(ct)}");
    }

    private async Task<T> GetAsync<T>(string appId, string path, CancellationToken ct) => await ReadAsync<T>(await SendAsync(HttpMethod.Get, appId, path, null, ct), ct);

    /// <exception cref="HttpRequestException">The service is not there (yet).</exception>
    /// <exception cref="MeshFault">The service refused.</exception>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string appId, string path, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, $"v1.0/invoke/{appId}/method/{path}");
        if (body is not null)
            request.Content = JsonContent.Create(body, options: Json);
        var response = await _http.SendAsync(request, ct);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(ct);
            throw (int)response.StatusCode >= 500 || response.StatusCode == HttpStatusCode.RequestTimeout
                ? new HttpRequestException($"{appId} answered {(int)response.StatusCode}: {text}")
                : new MeshFault($"{method} {appId} {path} was refused ({(int)response.StatusCode}): {text}");
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken ct)
    {
        using (response)
            return (await response.Content.ReadFromJsonAsync<T>(Json, ct))!;
    }
}
