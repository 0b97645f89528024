using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Dapr;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using UserRep.LocalMesh.Sidecars;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.Sidecars;

public sealed class RuntimeCallsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_AppNotReady_Is500_OutboundIsReadyAtOnce()
    {
        await using var mesh = await TestMesh.StartAsync();
        using var http = mesh.Http("app");
        await (await http.GetAsync("/v1.0/healthz", Token)).ShouldFailAsync(500, "ERR_HEALTH_NOT_READY");
        Assert.Equal(HttpStatusCode.NoContent, (await http.GetAsync("/v1.0/healthz/outbound", Token)).StatusCode);
        mesh.Replica("app").Ready = true;
        Assert.Equal(HttpStatusCode.NoContent, (await http.GetAsync("/v1.0/healthz", Token)).StatusCode);
        using var dapr = mesh.Dapr("app");
        Assert.True(await dapr.CheckHealthAsync(Token));
        Assert.True(await dapr.CheckOutboundHealthAsync(Token));
    }

    [Fact]
    public async Task Metadata_IsJson_AndKeepsWhatIsSet()
    {
        await using var mesh = await TestMesh.StartAsync(options: new SidecarOptions { Components = [new ComponentInfo("statestore", "state.sqlite")] });
        using var dapr = mesh.Dapr("app");
        await dapr.SetMetadataAsync("overGrpc", "1", Token);
        using var http = mesh.Http("app");
        Assert.Equal(HttpStatusCode.NoContent, (await http.PutAsync("/v1.0/metadata/cliPID", new StringContent("42"), Token)).StatusCode);
        using var json = JsonDocument.Parse(await http.GetStringAsync("/v1.0/metadata", Token));
        Assert.Equal("app", json.RootElement.GetProperty("id").GetString());
        Assert.Equal("42", json.RootElement.GetProperty("extended").GetProperty("cliPID").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("subscriptions").GetArrayLength());
        Assert.Equal("state.sqlite", json.RootElement.GetProperty("components")[0].GetProperty("type").GetString());
        var metadata = await dapr.GetMetadataAsync(Token);
        Assert.Equal("app", metadata.Id);
        Assert.Equal("1", metadata.Extended["overGrpc"]);
        Assert.Equal("statestore", Assert.Single(metadata.Components).Name);
    }

    [Fact]
    public async Task Shutdown_TellsTheMesh()
    {
        await using var mesh = await TestMesh.StartAsync();
        using var http = mesh.Http("app");
        Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsync("/v1.0/shutdown", null, Token)).StatusCode);
        using var dapr = mesh.Dapr("app");
        await dapr.ShutdownSidecarAsync(Token);
        Assert.Equal([mesh.Replica("app"), mesh.Replica("app")], mesh.ShutDown);
    }

    [Fact]
    public async Task ApiToken_IsAskedOfAllButHealth()
    {
        await using var mesh = await TestMesh.StartAsync(options: new SidecarOptions { ApiToken = "secret" });
        using var http = mesh.Http();
        Assert.Equal(HttpStatusCode.NoContent, (await http.GetAsync("/v1.0/healthz", Token)).StatusCode);
        var refused = await http.GetAsync("/v1.0/metadata", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("invalid api token", await refused.Content.ReadAsStringAsync(Token));
        using var wrong = mesh.Dapr(token: "wrong");
        var failure = await Assert.ThrowsAsync<DaprException>(() => wrong.GetStateAsync<int>(TestMesh.Store, "k", cancellationToken: Token));
        Assert.Equal(StatusCode.Unauthenticated, Assert.IsType<RpcException>(failure.InnerException).StatusCode);
        using var right = mesh.Dapr(token: "secret");
        Assert.Equal(0, await right.GetStateAsync<int>(TestMesh.Store, "k", cancellationToken: Token));
    }

    [Fact]
    public async Task Grpc_MethodNotServed_FailsAsInDaprd()
    {
        await using var mesh = await TestMesh.StartAsync();
        var client = GrpcCaller.Create(mesh.Replica(TestMesh.Caller));
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await client.UnregisterActorTimerAsync(new() { ActorType = "t", ActorId = "a", Name = "n" }, cancellationToken: Token));
        Assert.Equal(StatusCode.Unknown, failure.StatusCode);
        Assert.Equal("failed to proxy request: required metadata dapr-callee-app-id or dapr-app-id not found", failure.Status.Detail);
    }

    [Theory]
    [InlineData("GET", "/v1.0/state/nosuch/k", "", 400, "ERR_STATE_STORE_NOT_FOUND")]
    [InlineData("GET", "/v1.0/state/statestore/a%7C%7Cb", "", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", "/v1.0/state/statestore", "not json", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", "/v1.0/state/statestore", "null", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", "/v1.0/state/statestore", """[{"key":"k","value":1,"etag":"stale"}]""", 409, "ERR_STATE_SAVE")]
    [InlineData("POST", "/v1.0/state/statestore", """[{"key":"k","value":1,"metadata":{"ttlInSeconds":"x"}}]""", 500, "ERR_STATE_SAVE")]
    [InlineData("POST", "/v1.0/state/statestore/transaction", """{"operations":[{"operation":"upsert","request":{"key":"k","value":1,"etag":"x"}}]}""", 500, "ERR_STATE_TRANSACTION")]
    [InlineData("POST", "/v1.0/state/statestore/transaction", """{"operations":[{"operation":"move","request":{"key":"k"}}]}""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("GET", "/v1.0/invoke/nosuch/method/x", "", 500, "ERR_DIRECT_INVOKE")]
    [InlineData("GET", "/v1.0/nothing", "", 404, "ERR_DIRECT_INVOKE")]
    [InlineData("PUT", "/v1.0/actors/T/a%5Cb/method/m", "", 400, "ERR_BAD_REQUEST")]
    [InlineData("PUT", "/v1.0/actors/T/1/state", "[]", 400, "ERR_ACTOR_INSTANCE_MISSING")]
    [InlineData("PUT", "/v1.0/actors/T/1/reminders/r", """{"dueTime":"1s"}""", 403, "ERR_ACTOR_REMINDER_NON_HOSTED")]
    [InlineData("PUT", "/v1.0/actors/T/1/timers/t", """{"dueTime":"1s"}""", 500, "ERR_ACTOR_TIMER_CREATE")]
    public async Task Http_Failure_HasDaprdsCode(string method, string path, string body, int status, string errorCode)
    {
        await using var mesh = await TestMesh.StartAsync();
        using var http = mesh.Http("app");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body.Length > 0)
            request.Content = new StringContent(body);
        await (await http.SendAsync(request, Token)).ShouldFailAsync(status, errorCode);
    }

    [Fact]
    public async Task ActorState_NoActorStore_IsRuntimeNotFound()
    {
        await using var mesh = await TestMesh.StartAsync(actorStore: false);
        using var http = mesh.Http("app");
        await (await http.GetAsync("/v1.0/actors/T/1/state/k", Token)).ShouldFailAsync(500, "ERR_ACTOR_RUNTIME_NOT_FOUND");
    }

    [Fact]
    public async Task Sidecars_ListenOnBothLoopbacks()
    {
        await using var mesh = await TestMesh.StartAsync();
        Assert.SkipUnless(Socket.OSSupportsIPv6, "no IPv6 here");
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.NoContent, (await http.GetAsync($"http://[::1]:{mesh.Replica(TestMesh.Caller).HttpPort}/v1.0/healthz", Token)).StatusCode);
    }

    [Fact]
    public async Task Start_PortTaken_NamesPortAndOwner()
    {
        var ports = FreePorts.Take(3);
        using var squatter = new TcpListener(IPAddress.Loopback, ports[2]);
        squatter.Start();
        var topology = new MeshTopology([new AppReplica("playground", 0, null, ports[1], ports[2])]);
        await using var services = new SidecarServices(topology, new AppChannel(), new FakePublisher(), [], null, new SidecarOptions(), TimeProvider.System, NullLoggerFactory.Instance, _ => { });
        var failure = await Assert.ThrowsAsync<PortInUseException>(() => services.StartAsync(Token));
        Assert.Equal(ports[2], failure.Port);
        Assert.Equal("playground's Dapr gRPC API", failure.Owner);
    }
}
