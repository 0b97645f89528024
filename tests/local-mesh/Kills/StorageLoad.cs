using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace UserRep.LocalMesh.Tests.Kills;

/// <summary>Publishes and writes state through a sidecar until nobody answers, and remembers what was acknowledged.</summary>
internal sealed class StorageLoad(int port) : IDisposable
{
    public const string Topic = "kills";

    private const int Publishers = 3;
    private const int Writers = 3;
    private const int Bulk = 10;
    private const string Store = "/v1.0/state/statestore";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromSeconds(30) }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
    private readonly ConcurrentDictionary<string, long> _state = new();
    private long _next;
    private long _acknowledged;
    private long _stateWrites;
    private int _failed;

    /// <summary>Ids of events whose publication was answered with success.</summary>
    public ConcurrentBag<string> Published { get; } = [];

    public long Acknowledged => Volatile.Read(ref _acknowledged);

    public long StateWrites => Volatile.Read(ref _stateWrites);

    /// <summary>Calls that were under way when the mesh died.</summary>
    public int Failed => Volatile.Read(ref _failed);

    public async Task<bool> IsServingAsync()
    {
        using var answer = await _http.GetAsync("/v1.0/healthz");
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Ends when the mesh does.</summary>
    public Task RunAsync() => Task.WhenAll(
        Enumerable.Range(0, Publishers).Select(_ => UntilCutOffAsync(PublishAsync))
            .Append(UntilCutOffAsync(PublishBulkAsync))
            .Concat(Enumerable.Range(0, Writers).Select(w => UntilCutOffAsync(() => WriteAsync(w)))));

    /// <summary>Each key has the value that was acknowledged last, or a later one whose answer was cut off.</summary>
    public async Task AssertStateIsKeptAsync()
    {
        if (_state.IsEmpty)
            return;
        foreach (var keys in _state.Keys.Chunk(1000))
        {
            using var answer = await _http.PostAsJsonAsync($"{Store}/bulk", new { keys });
            foreach (var item in JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.EnumerateArray())
            {
                var key = item.GetProperty("key").GetString()!;
                Assert.True(item.TryGetProperty("data", out var value), $"{key} is lost");
                Assert.True(value.GetInt64() >= _state[key], $"{key} is {value}, and {_state[key]} was acknowledged");
            }
        }
    }

    public async Task AssertMetricsTellAsync(string line) =>
        await Eventually.HasAsync(() => _http.GetStringAsync("/local-mesh/metrics"), text => text.Split('\n').Contains(line), line);

    public void Dispose() => _http.Dispose();

    private async Task UntilCutOffAsync(Func<Task> act)
    {
        try
        {
            while (true)
                await act();
        }
        catch (Exception cutOff) when (cutOff is HttpRequestException or IOException)
        {
            Interlocked.Increment(ref _failed);
        }
    }

    private async Task PublishAsync()
    {
        var id = NextId();
        await SendAsync($"/v1.0/publish/pubsub/{Topic}", new { id });
        Published.Add(id);
    }

    private async Task PublishBulkAsync()
    {
        var ids = Enumerable.Range(0, Bulk).Select(_ => NextId()).ToArray();
        await SendAsync($"/v1.0/publish/bulk/pubsub/{Topic}", ids.Select(id => new { entryId = id, @event = new { id }, contentType = "application/json" }));
        foreach (var id in ids)
            Published.Add(id);
    }

    /// <summary>A key that is written over and over, and one that is written once, in one request.</summary>
    private async Task WriteAsync(int writer)
    {
        var (counter, value) = ($"counter-{writer}", Interlocked.Increment(ref _next));
        var once = $"once-{value}";
        await SendAsync(Store, new[] { new { key = counter, value }, new { key = once, value } });
        (_state[counter], _state[once]) = (value, value);
        Interlocked.Increment(ref _stateWrites);
    }

    private async Task SendAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Interlocked.Increment(ref _acknowledged);
    }

    private string NextId() => Interlocked.Increment(ref _next).ToString(CultureInfo.InvariantCulture);
}
