using System.Net;
using System.Net.Http.Json;
using System.Text;
using Dapr.Client;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using UserRep.LocalMesh.Sidecars;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.Sidecars;

public sealed class InvocationTests : IAsyncLifetime
{
    private const int Limit = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<int> _firstRead = new();
    private readonly TaskCompletionSource _release = new();
    private TestMesh _mesh = null!;
    private HttpClient _http = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mesh = await TestMesh.StartAsync(
            new Dictionary<string, int> { ["app"] = 2, ["down"] = 1 },
            new SidecarOptions { MaxInvocationBytes = Limit }, appToken: "for-the-app");
        await RunEchoAsync(_mesh.Replica("app"));
        _http = _mesh.Http();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _mesh.DisposeAsync();
    }

    [Fact]
    public async Task Invoke_PassesVerbPathQueryBodyAndHeaders()
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/v1.0/invoke/app/method/a%20b/c%2Fd?q=1%202&q=3")
        {
            Content = new StringContent("body", Encoding.UTF8, "application/x-custom"),
            Headers = { { "X-Own", ["1", "2"] }, { "Connection", "X-Hop" }, { "X-Hop", "gone" } },
        };
        var echo = await EchoAsync(await _http.SendAsync(request, Token));
        Assert.Equal("PATCH", echo.Method);
        Assert.Equal("/a%20b/c%2Fd?q=1%202&q=3", echo.Target);
        Assert.Equal("body", echo.Body);
        Assert.Equal("application/x-custom; charset=utf-8", echo.Headers["Content-Type"]);
        Assert.Equal("1,2", echo.Headers["X-Own"].Replace(" ", ""));
        Assert.DoesNotContain("X-Hop", echo.Headers.Keys);
    }

    [Fact]
    public async Task Invoke_SaysWhoCalls_AndStripsWhatTheCallerClaims()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/invoke/app/method/x")
        {
            Headers =
            {
                { "dapr-caller-app-id", "version-router" }, { "Dapr-Caller-Namespace", "admin" }, { "dapr-api-token", "callers-own" },
                { "X-Forwarded-For", "8.8.8.8" }, { "dapr-app-id", "app" },
            },
        };
        var headers = (await EchoAsync(await _http.SendAsync(request, Token))).Headers;
        Assert.Equal(TestMesh.Caller, headers["dapr-caller-app-id"]);
        Assert.Equal("app", headers["dapr-callee-app-id"]);
        Assert.Equal("default", headers["dapr-caller-namespace"]);
        Assert.Equal("127.0.0.1", headers["X-Forwarded-For"]);
        Assert.Equal("for-the-app", headers["dapr-api-token"]);
        Assert.DoesNotContain("dapr-app-id", headers.Keys);
    }

    [Fact]
    public async Task Invoke_OneselfWithAClaim_ArrivesWithoutCaller()
    {
        using var own = _mesh.Http("app");
        own.DefaultRequestHeaders.Add("dapr-caller-app-id", "playground");
        var headers = (await EchoAsync(await own.GetAsync("/v1.0/invoke/app/method/x", Token))).Headers;
        Assert.DoesNotContain("dapr-caller-app-id", headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("X-Forwarded-For", headers.Keys);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.NoContent)]
    public async Task Invoke_AppsStatusAndHeaders_PassThrough(HttpStatusCode status)
    {
        var response = await _http.GetAsync($"/v1.0/invoke/app/method/status/{(int)status}", Token);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("yes", Assert.Single(response.Headers.GetValues("X-App")));
        Assert.Equal(status == HttpStatusCode.NoContent ? "" : "{\"code\":\"PIN_MISMATCH\"}", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Invoke_ByHeaderOrBasicUser_TakesAnyPath()
    {
        using var byHeader = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings?x=1") { Headers = { { "dapr-app-id", "app" } } };
        Assert.Equal("/v1/embeddings?x=1", (await EchoAsync(await _http.SendAsync(byHeader, Token))).Target);
        using var byUser = new HttpRequestMessage(HttpMethod.Get, "/v1/other");
        byUser.Headers.TryAddWithoutValidation("Authorization", "Basic " + Convert.ToBase64String("dapr-app-id:app"u8));
        Assert.Equal("/v1/other", (await EchoAsync(await _http.SendAsync(byUser, Token))).Target);
    }

    [Fact]
    public async Task Invoke_NoAppId_Is404()
    {
        var response = await _http.GetAsync("/nothing", Token);
        await response.ShouldFailAsync(404, "ERR_DIRECT_INVOKE");
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("down")]
    [InlineData(TestMesh.Caller)]
    public async Task Invoke_NobodyReady_IsDirectInvokeError(string appId)
    {
        var response = await _http.GetAsync($"/v1.0/invoke/{appId}/method/x", Token);
        await response.ShouldFailAsync(500, "ERR_DIRECT_INVOKE");
    }

    [Fact]
    public async Task Invoke_PortClosedThoughReady_IsDirectInvokeError()
    {
        _mesh.Replica("down").Ready = true;
        await (await _http.GetAsync("/v1.0/invoke/down/method/x", Token)).ShouldFailAsync(500, "ERR_DIRECT_INVOKE");
    }

    [Fact]
    public async Task Invoke_TakesReadyReplicasInTurn()
    {
        await RunEchoAsync(_mesh.Replica("app", 1));
        var seen = new List<int>();
        for (var i = 0; i < 6; i++)
            seen.Add((await EchoAsync(await _http.GetAsync("/v1.0/invoke/app/method/x", Token))).Port);
        Assert.Equal(3, seen.Count(p => p == _mesh.Replica("app").AppPort));
        Assert.Equal(3, seen.Count(p => p == _mesh.Replica("app", 1).AppPort));
    }

    [Fact]
    public async Task Invoke_RequestBody_StreamsToTheApp()
    {
        var release = new TaskCompletionSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1.0/invoke/app/method/upload") { Content = new GatedContent(release.Task) };
        var sent = _http.SendAsync(request, Token);
        Assert.NotEqual(0, await _firstRead.Task.WaitAsync(Patience, Token));
        release.SetResult();
        Assert.Equal($"{GatedContent.Length}", await (await sent).Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Invoke_ResponseBody_StreamsToTheCaller()
    {
        using var response = await _http.GetAsync("/v1.0/invoke/app/method/download", HttpCompletionOption.ResponseHeadersRead, Token).WaitAsync(Patience, Token);
        await using var stream = await response.Content.ReadAsStreamAsync(Token);
        Assert.Equal("first", await PartAsync(stream));
        _release.SetResult();
        Assert.Equal("second", await PartAsync(stream));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Invoke_BodyOverTheLimit_Is413(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1.0/invoke/app/method/x") { Content = new ByteArrayContent(new byte[Limit + 1]) };
        request.Headers.TransferEncodingChunked = chunked;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _http.SendAsync(request, Token)).StatusCode);
    }

    [Fact]
    public async Task InvokeMethod_OfTheSdk_Works()
    {
        using var dapr = _mesh.Dapr();
        var client = dapr.CreateInvokableHttpClient("app");
        var echo = await EchoAsync(await client.PostAsJsonAsync("/v1/x", new { a = 1 }, Token));
        Assert.Equal("{\"a\":1}", echo.Body);
        Assert.Equal(TestMesh.Caller, echo.Headers["dapr-caller-app-id"]);
        await dapr.WaitForSidecarAsync(Token);
    }

    [Fact]
    public async Task InvokeService_OverGrpc_MapsBodyAndStatus()
    {
        using var dapr = _mesh.Dapr();
        var client = GrpcCaller.Create(_mesh.Replica(TestMesh.Caller));
        var metadata = new Metadata { { "dapr-caller-app-id", "forged" }, { "x-own", "1" } };
        var reply = await client.InvokeServiceAsync(GrpcCaller.Invocation("app", "v1/x", "hello"), metadata, cancellationToken: Token);
        Assert.Contains("\"Body\":\"hello\"", reply.Data.Value.ToStringUtf8());
        Assert.Contains("\"dapr-caller-app-id\":\"caller\"", reply.Data.Value.ToStringUtf8());
        Assert.Contains("\"x-own\":\"1\"", reply.Data.Value.ToStringUtf8());
        var conflict = await Assert.ThrowsAsync<RpcException>(async () => await client.InvokeServiceAsync(GrpcCaller.Invocation("app", "status/409", ""), cancellationToken: Token));
        Assert.Equal(StatusCode.AlreadyExists, conflict.StatusCode);
        var unknown = await Assert.ThrowsAsync<RpcException>(async () => await client.InvokeServiceAsync(GrpcCaller.Invocation("nosuch", "x", ""), cancellationToken: Token));
        Assert.Equal(StatusCode.Internal, unknown.StatusCode);
        Assert.Contains("couldn't find service: nosuch", unknown.Status.Detail);
    }

    private Task RunEchoAsync(AppReplica replica) => _mesh.RunAppAsync(replica, _ => { }, app =>
    {
        app.Map("/dapr/config", () => Results.NotFound());
        app.Map("/status/{code:int}", async (HttpContext context, int code) =>
        {
            context.Response.StatusCode = code;
            context.Response.Headers["X-App"] = "yes";
            if (code != 204)
                await context.Response.WriteAsync("{\"code\":\"PIN_MISMATCH\"}");
        });
        app.Map("/upload", async context =>
        {
            var (buffer, total) = (new byte[1024], 0);
            for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0; total += read)
                _firstRead.TrySetResult(read);
            await context.Response.WriteAsync($"{total}");
        });
        app.Map("/download", async context =>
        {
            await context.Response.WriteAsync("first");
            await _release.Task;
            await context.Response.WriteAsync("second");
        });
        app.MapFallback("{**path}", Echo.AnswerAsync);
    });

    private static async Task<string> PartAsync(Stream stream)
    {
        var buffer = new byte[16];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience));
    }

    private static async Task<Echo> EchoAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<Echo>(Token))!;
    }
}
