using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Contracts.Audit;

namespace UserRep.Command.Mesh;

/// <summary>Calls to services of the mesh by Dapr service invocation. Whatever goes wrong is an answer with a fault.</summary>
/// <param name="actor">The person on whose behalf changes are made, for the audit; null: nobody is named.</param>
internal sealed class MeshClient(string sidecar, TimeSpan patience, string? actor = null) : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly HttpClient _http = new() { Timeout = patience };

    public Task<MeshAnswer<T>> GetAsync<T>(string appId, string path, CancellationToken ct) => SendAsync<T>(HttpMethod.Get, appId, path, null, ct);

    public Task<MeshAnswer<T>> PostAsync<T>(string appId, string path, byte[] body, CancellationToken ct) => SendAsync<T>(HttpMethod.Post, appId, path, new ByteArrayContent(body), ct);

    /// <summary>A document as it is, for what must keep its bytes.</summary>
    public Task<MeshAnswer<T>> PostAsync<T>(string appId, string path, byte[] body, string mediaType, CancellationToken ct) =>
        SendAsync<T>(HttpMethod.Post, appId, path, new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } }, ct);

    public Task<MeshAnswer<T>> PostJsonAsync<T>(string appId, string path, object body, CancellationToken ct) => SendAsync<T>(HttpMethod.Post, appId, path, Json(body), ct);

    public Task<MeshAnswer<T>> PutJsonAsync<T>(string appId, string path, object body, CancellationToken ct) => SendAsync<T>(HttpMethod.Put, appId, path, Json(body), ct);

    public Task<MeshAnswer<T>> DeleteAsync<T>(string appId, string path, CancellationToken ct) => SendAsync<T>(HttpMethod.Delete, appId, path, null, ct);

    /// <returns>Why it was not done; null if it was. For what is answered without a body.</returns>
    public async Task<string?> DeleteAsync(string appId, string path, CancellationToken ct) =>
        (await SendAsync(HttpMethod.Delete, appId, path, null, (_, _) => Task.FromResult<object?>(path), ct)).Fault;

    /// <summary>Empty where the sidecar does not tell: a real daprd has no such answer.</summary>
    public async Task<IReadOnlyList<LocalSubscription>> LocalSubscriptionsAsync(CancellationToken ct)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri($"{sidecar.TrimEnd('/')}{LocalSubscription.Path}"), ct);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<LocalSubscription[]>(s_json, ct) ?? [] : [];
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            // An extra of the local mesh's: what the services have answered is shown without it.
            return [];
        }
    }

    public void Dispose() => _http.Dispose();

    private Task<MeshAnswer<T>> SendAsync<T>(HttpMethod method, string appId, string path, HttpContent? body, CancellationToken ct) =>
        SendAsync(method, appId, path, body, ReadAsync<T>, ct);

    private async Task<MeshAnswer<T>> SendAsync<T>(HttpMethod method, string appId, string path, HttpContent? body, Func<HttpContent, CancellationToken, Task<T?>> read, CancellationToken ct)
    {
        if (!Uri.TryCreate($"{sidecar.TrimEnd('/')}/v1.0/invoke/{appId}/method{path}", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return new MeshAnswer<T>(default, $"{sidecar} is no http address", null);
        using var request = new HttpRequestMessage(method, uri) { Content = body };
        if (actor is not null)
            request.Headers.TryAddWithoutValidation(AuditEntry.AsHeader, actor);
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

    private static JsonContent Json(object body) => JsonContent.Create(body, options: s_json);

    /// <summary>JSON, or JSON lines as a list.</summary>
    private static async Task<T?> ReadAsync<T>(HttpContent content, CancellationToken ct)
    {
        if (content.Headers.ContentType?.MediaType != "application/x-ndjson")
            return await content.ReadFromJsonAsync<T>(s_json, ct);
        var lines = (await content.ReadAsStringAsync(ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return JsonSerializer.Deserialize<T>($"[{string.Join(',', lines)}]", s_json);
    }

    /// <summary>What a service says in problem+json, every fault of it, or a sidecar in its own form.</summary>
    private static async Task<string> ReasonAsync(HttpResponseMessage response, string appId, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        try
        {
            var body = JsonSerializer.Deserialize<JsonElement>(text);
            if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
                return $"{appId}: {string.Join(" ", errors.EnumerateObject().SelectMany(e => e.Value.EnumerateArray()))}";
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
