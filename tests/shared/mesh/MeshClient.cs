using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapr.Client;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Users;
using UserRep.Contracts.Versions;

namespace UserRep.Tests.Shared;

/// <summary>The real Dapr SDK over one sidecar of a running mesh.</summary>
internal sealed class MeshClient : IDisposable
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly Dictionary<string, HttpClient> _apps = [];
    private readonly HttpClient _plain = new();
    private readonly int _httpPort;

    public MeshClient(int httpPort, int grpcPort)
    {
        _httpPort = httpPort;
        Dapr = new DaprClientBuilder()
            .UseHttpEndpoint($"http://127.0.0.1:{httpPort}")
            .UseGrpcEndpoint($"http://127.0.0.1:{grpcPort}")
            .UseJsonSerializationOptions(Json)
            .Build();
    }

    public DaprClient Dapr { get; }

    public static MeshClient Playground(MeshProcess mesh) => new(mesh.PlaygroundPort, 50010 + mesh.PortOffset);

    public HttpClient App(string appId)
    {
        if (!_apps.TryGetValue(appId, out var client))
            _apps[appId] = client = DaprClient.CreateInvokeHttpClient(appId, $"http://127.0.0.1:{_httpPort}");
        return client;
    }

    public Task PublishAsync<T>(string type, T data) =>
        Dapr.PublishEventAsync(ComponentNames.PubSub, Topics.UserEvents, data, new Dictionary<string, string> { ["cloudevent.type"] = type });

    /// <summary>Bytes as they are, without an envelope.</summary>
    public async Task PublishRawAsync(byte[] message)
    {
        using var content = new ByteArrayContent(message) { Headers = { ContentType = new("application/octet-stream") } };
        using var response = await _plain.PostAsync($"http://127.0.0.1:{_httpPort}/v1.0/publish/{ComponentNames.PubSub}/{Topics.UserEvents}?metadata.rawPayload=true", content);
        await AssertSucceededAsync(response);
    }

    public async Task<IngestStats> StatsAsync() => (await App(AppIds.FeatureIngest).GetFromJsonAsync<IngestStats>("/v1/ingest/stats", Json))!;

    public async Task<EmbeddingsResponse> ReadAsync(string model, params IReadOnlyList<string> users)
    {
        using var response = await App(AppIds.VersionRouter).PostAsJsonAsync($"/v1/models/{model}/embeddings", new EmbeddingsRequest(users), Json);
        await AssertSucceededAsync(response);
        return (await response.Content.ReadFromJsonAsync<EmbeddingsResponse>(Json))!;
    }

    public async Task<VersionInfo> VersionAsync(string version, DateTimeOffset asOf) =>
        (await App(AppIds.VersionRouter).GetFromJsonAsync<VersionInfo>($"/v1/versions/{version}?asOf={Uri.EscapeDataString(asOf.ToString("O"))}", Json))!;

    /// <exception cref="InvalidOperationException">It was refused, or failed; the message is the answer's.</exception>
    private static async Task AssertSucceededAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    public void Dispose()
    {
        Dapr.Dispose();
        _plain.Dispose();
        foreach (var app in _apps.Values)
            app.Dispose();
    }
}
