using System.Net;
using System.Net.Http.Json;
using Dapr;
using Dapr.Client;
using Grpc.Core;

namespace UserRep.LocalMesh.Tests.Sidecars;

public sealed class StateCallsTests : IAsyncLifetime
{
    private const string Store = TestMesh.Store;

    private TestMesh _mesh = null!;
    private DaprClient _dapr = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mesh = await TestMesh.StartAsync();
        _dapr = _mesh.Dapr();
    }

    public async ValueTask DisposeAsync()
    {
        _dapr.Dispose();
        await _mesh.DisposeAsync();
    }

    [Fact]
    public async Task Save_ThenGet_RoundTrips()
    {
        await _dapr.SaveStateAsync(Store, "v3/user-1", new Payload("a", 1L << 60), cancellationToken: Token);
        Assert.Equal(new Payload("a", 1L << 60), await _dapr.GetStateAsync<Payload>(Store, "v3/user-1", cancellationToken: Token));
        Assert.Null(await _dapr.GetStateAsync<Payload>(Store, "missing", cancellationToken: Token));
    }

    [Fact]
    public async Task TrySave_StaleEtag_IsFalse()
    {
        await _dapr.SaveStateAsync(Store, "k", 1, cancellationToken: Token);
        var (_, etag) = await _dapr.GetStateAndETagAsync<int>(Store, "k", cancellationToken: Token);
        Assert.True(await _dapr.TrySaveStateAsync(Store, "k", 2, etag, cancellationToken: Token));
        Assert.False(await _dapr.TrySaveStateAsync(Store, "k", 3, etag, cancellationToken: Token));
        Assert.False(await _dapr.TryDeleteStateAsync(Store, "k", etag, cancellationToken: Token));
        Assert.Equal(2, await _dapr.GetStateAsync<int>(Store, "k", cancellationToken: Token));
    }

    [Fact]
    public async Task Save_FirstWriteOnExistingKey_IsAborted()
    {
        var options = new StateOptions { Concurrency = ConcurrencyMode.FirstWrite };
        await _dapr.SaveStateAsync(Store, "k", 1, options, cancellationToken: Token);
        var failure = await Assert.ThrowsAsync<DaprException>(() => _dapr.SaveStateAsync(Store, "k", 2, options, cancellationToken: Token));
        Assert.Equal(StatusCode.Aborted, Code(failure));
    }

    [Fact]
    public async Task Transaction_EtagMismatch_IsInternalAndChangesNothing()
    {
        await _dapr.SaveStateAsync(Store, "b", 1, cancellationToken: Token);
        StateTransactionRequest[] conflict =
        [
            new("a", "1"u8.ToArray(), StateOperationType.Upsert),
            new("b", "2"u8.ToArray(), StateOperationType.Upsert, "stale"),
        ];
        var failure = await Assert.ThrowsAsync<DaprException>(() => _dapr.ExecuteStateTransactionAsync(Store, conflict, cancellationToken: Token));
        Assert.Equal(StatusCode.Internal, Code(failure));
        Assert.Equal(0, await _dapr.GetStateAsync<int>(Store, "a", cancellationToken: Token));
        await _dapr.ExecuteStateTransactionAsync(Store, [new("a", "1"u8.ToArray(), StateOperationType.Upsert), new("b", null, StateOperationType.Delete)], cancellationToken: Token);
        Assert.Equal(1, await _dapr.GetStateAsync<int>(Store, "a", cancellationToken: Token));
        Assert.Equal(0, await _dapr.GetStateAsync<int>(Store, "b", cancellationToken: Token));
    }

    [Fact]
    public async Task BulkGet_FoundRowsComeBeforeMissingOnes()
    {
        await _dapr.SaveBulkStateAsync<int>(Store, [new("x", 1, ""), new("y", 2, "")], Token);
        var items = await _dapr.GetBulkStateAsync(Store, ["gone", "x", "lost", "y"], null, cancellationToken: Token);
        Assert.Equal(["x", "y", "gone", "lost"], items.Select(i => i.Key));
        Assert.Equal(["1", "2", "", ""], items.Select(i => i.Value));
        await _dapr.DeleteBulkStateAsync(Store, [new("x", ""), new("y", "")], Token);
        Assert.All(await _dapr.GetBulkStateAsync(Store, ["x", "y"], null, cancellationToken: Token), i => Assert.Empty(i.ETag));
    }

    [Fact]
    public async Task Ttl_IsReported_AndNonsenseRefused()
    {
        await _dapr.SaveStateAsync(Store, "k", 1, metadata: Ttl("600"), cancellationToken: Token);
        using var http = _mesh.Http();
        var response = await http.GetAsync($"/v1.0/state/{Store}/k", Token);
        Assert.True(response.Headers.Contains("metadata.ttlExpireTime"));
        await _dapr.SaveStateAsync(Store, "k", 1, metadata: Ttl("-1"), cancellationToken: Token);
        Assert.False((await http.GetAsync($"/v1.0/state/{Store}/k", Token)).Headers.Contains("metadata.ttlExpireTime"));
        await Assert.ThrowsAsync<DaprException>(() => _dapr.SaveStateAsync(Store, "k", 1, metadata: Ttl("-2"), cancellationToken: Token));
    }

    [Fact]
    public async Task Keys_AreTheAppsOwn()
    {
        using var other = _mesh.Dapr("app");
        await _dapr.SaveStateAsync(Store, "k", 1, cancellationToken: Token);
        Assert.Equal(0, await other.GetStateAsync<int>(Store, "k", cancellationToken: Token));
    }

    [Fact]
    public async Task Key_WithSeparator_IsInvalidArgument()
    {
        var failure = await Assert.ThrowsAsync<DaprException>(() => _dapr.SaveStateAsync(Store, "app||k", 1, cancellationToken: Token));
        Assert.Equal(StatusCode.InvalidArgument, Code(failure));
    }

    [Fact]
    public async Task Store_UnknownOrOutOfScope_IsInvalidArgumentWithDetails()
    {
        foreach (var name in new[] { "nosuch", "private" })
        {
            var failure = await Assert.ThrowsAsync<DaprException>(() => _dapr.GetStateAsync<int>(name, "k", cancellationToken: Token));
            var rpc = Assert.IsType<RpcException>(failure.InnerException);
            Assert.Equal(StatusCode.InvalidArgument, rpc.StatusCode);
            Assert.Contains($"state store {name} is not found", rpc.Status.Detail);
            Assert.Contains(rpc.Trailers, t => t.Key == "grpc-status-details-bin");
        }
        using var inScope = _mesh.Dapr("app");
        Assert.Equal(0, await inScope.GetStateAsync<int>("private", "k", cancellationToken: Token));
    }

    [Fact]
    public async Task Http_Crud_UsesEtagsAndNoContent()
    {
        using var http = _mesh.Http();
        var saved = await http.PostAsJsonAsync($"/v1.0/state/{Store}", new[] { new { key = "k", value = (object)new { n = 1 } } }, Token);
        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        var got = await http.GetAsync($"/v1.0/state/{Store}/k", Token);
        Assert.Equal("{\"n\":1}", await got.Content.ReadAsStringAsync(Token));
        var etag = got.Headers.NonValidated["ETag"].ToString();
        Assert.Equal(HttpStatusCode.NoContent, (await http.GetAsync($"/v1.0/state/{Store}/none", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await DeleteAsync(http, "stale")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await DeleteAsync(http, etag)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await http.GetAsync($"/v1.0/state/{Store}/k", Token)).StatusCode);
    }

    [Fact]
    public async Task Http_BulkAndTransaction_Work()
    {
        using var http = _mesh.Http();
        var body = new { operations = new object[] { new { operation = "upsert", request = new { key = "a", value = "<é>" } }, new { operation = "delete", request = new { key = "b" } } } };
        Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsJsonAsync($"/v1.0/state/{Store}/transaction", body, Token)).StatusCode);
        await _dapr.SaveByteStateAsync(Store, "raw", new byte[] { 0, 255 }, cancellationToken: Token);
        var bulk = await http.PostAsJsonAsync($"/v1.0/state/{Store}/bulk", new { keys = new[] { "a", "none", "raw" } }, Token);
        var text = await bulk.Content.ReadAsStringAsync(Token);
        Assert.Contains("{\"key\":\"a\",\"data\":\"<é>\",\"etag\":", text);
        Assert.Contains("{\"key\":\"none\"}", text);
        Assert.Contains("{\"key\":\"raw\",\"data\":\"AP8=\"", text);
    }

    private static Dictionary<string, string> Ttl(string seconds) => new() { ["ttlInSeconds"] = seconds };

    private static StatusCode Code(DaprException failure) => Assert.IsType<RpcException>(failure.InnerException).StatusCode;

    private static async Task<HttpResponseMessage> DeleteAsync(HttpClient http, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/v1.0/state/{Store}/k");
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await http.SendAsync(request, Token);
    }

    private sealed record Payload(string Name, long Number);
}
