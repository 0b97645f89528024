using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace UserRep.Command.Mesh;

/// <summary>Calls to services of the mesh by Dapr service invocation. Whatever goes wrong is an answer with a fault.</summary>
internal sealed class MeshClient(string sidecar, TimeSpan patience) : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly HttpClient _http = new() { Timeout = patience };

    public Task<MeshAnswer<T>> GetAsync<T>(string appId, string path, CancellationToken ct) => SendAsync<T>(HttpMethod.Get, appId, path, null, ct);

    public Task<MeshAnswer<T>> PostAsync<T>(string appId, string path, byte[] body, CancellationToken ct) => SendAsync<T>(HttpMethod.Post, appId, path, body, ct);

    public Task<MeshAnswer<T>> DeleteAsync<T>(string appId, string path, CancellationToken ct) => SendAsync<T>(HttpMethod.Delete, appId, path, null, ct);

    /// <returns>Why it was not done; null if it was. For what is answered without a body.</returns>
    public async Task<string?> DeleteAsync(string appId, string path, CancellationToken ct) =>
        (await SendAsync(HttpMethod.Delete, appId, path, null, (_, _) => Task.FromResult<object?>(path), ct)).Fault;

    public void Dispose() => _http.Dispose();

    private Task<MeshAnswer<T>> SendAsync<T>(HttpMethod method, string appId, string path, byte[]? body, CancellationToken ct) =>
        SendAsync(method, appId, path, body, (content, cancel) => content.ReadFromJsonAsync<T>(s_json, cancel), ct);

    private async Task<MeshAnswer<T>> SendAsync<T>(HttpMethod method, string appId, string path, byte[]? body, Func<HttpContent, CancellationToken, Task<T?>> read, CancellationToken ct)
    {
        if (!Uri.TryCreate($"{sidecar.TrimEnd('/')}/v1.0/invoke/{appId}/method{path}", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return new MeshAnswer<T>(default, $"{sidecar} is no http address", null);
        using var request = new HttpRequestMessage(method, uri) { Content = body is null ? null : new ByteArrayContent(body) };
        try
        {
            using var response = await _http.SendAsync(request, ct);
            if (!response.IsSuccessStatusCode)
                return new MeshAnswer<T>(default, await ReasonAsync(response, appId, ct), response.StatusCode);
            return await read(response.Content, ct) is { } value
                ? new MeshAnswer<T>(value, null, response.StatusCode)
                : new MeshAnswer<T>(default, $"{appId} answered with nothing", response.StatusCode);
        }
        catch (JsonException e)
        {
            return new MeshAnswer<T>(default, $"{appId} answered with something else than this command knows: {e.Message}", null);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return new MeshAnswer<T>(default, $"no Dapr sidecar answers at {sidecar}: {e.Message}", null);
        }
    }

    /// <summary>What a service says in problem+json, or a sidecar in its own form.</summary>
    private static async Task<string> ReasonAsync(HttpResponseMessage response, string appId, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        try
        {
            var body = JsonSerializer.Deserialize<JsonElement>(text);
            if (body.ValueKind == JsonValueKind.Object && (body.TryGetProperty("detail", out var said) || body.TryGetProperty("message", out said)))
                return $"{appId}: {said}";
        }
        catch (JsonException)
        {
            // No JSON: the text says what there is to say.
        }
        return $"{appId} answered {(int)response.StatusCode} {response.ReasonPhrase} {text}".TrimEnd();
    }
}
