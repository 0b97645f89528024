using System.Text;
using System.Text.Json;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using UserRep.LocalMesh.Sidecars;
using UserRep.LocalMesh.Topology;
using Verb = Dapr.Client.Autogen.Grpc.v1.HTTPExtension.Types.Verb;

namespace UserRep.LocalMesh.Tests.Sidecars;

/// <summary>Calls to an app that speaks gRPC.</summary>
public sealed class GrpcAppTests : IAsyncLifetime
{
    private const int Limit = 100_000;

    private TestMesh _mesh = null!;
    private HttpClient _http = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mesh = await TestMesh.StartAsync(new Dictionary<string, int> { ["app"] = 1, ["http"] = 1 }, new SidecarOptions { MaxInvocationBytes = Limit }, appToken: "for-the-app", grpcApp: "app");
        await _mesh.RunAppAsync(_mesh.Replica("app"), InvokedApp.Configure, InvokedApp.Map);
        _http = _mesh.Http();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _mesh.DisposeAsync();
    }

    [Fact]
    public async Task Http_BecomesAnInvokeRequest_AndItsAnswer()
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/v1.0/invoke/app/method/echo/it's%20me?a=%201&b=2")
        {
            Content = new StringContent("body", Encoding.UTF8, "application/x-own"),
            Headers = { { "X-Own", ["1", "2"] }, { "Accept", "text/a" }, { "Connection", "X-Hop" }, { "X-Hop", "gone" }, { "dapr-api-token", "callers-own" }, { "dapr-caller-app-id", "forged" } },
        };
        var response = await _http.SendAsync(request, Token);
        Assert.Equal((200, "text/x-echo", "from the app"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType, response.Headers.GetValues("x-answer").Single()));
        var lines = (await response.Content.ReadAsStringAsync(Token)).Split('\n');
        Assert.Equal("Patch a=%201&b=2 application/x-own; charset=utf-8 body", lines[0]);
        string[] expected =
        [
            "x-own=1, 2", "dapr-accept=text/a", "dapr-content-type=application/x-own; charset=utf-8", "dapr-api-token=for-the-app",
            "dapr-caller-app-id=caller", "dapr-callee-app-id=app", "dapr-caller-namespace=default", "x-forwarded-for=127.0.0.1",
        ];
        Assert.All(expected, e => Assert.Contains(e, lines));
        Assert.DoesNotContain(lines, l => l.StartsWith("x-hop", StringComparison.Ordinal) || l.StartsWith("accept=", StringComparison.Ordinal));
        Assert.Single(lines, l => l.StartsWith("dapr-caller-app-id=", StringComparison.Ordinal));
        Assert.Single(lines, l => l.StartsWith("dapr-api-token=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nothing", null, "")]
    [InlineData("untyped", "application/json", "{}")]
    [InlineData("message", "application/x-protobuf", "\n\u0001x")]
    public async Task Http_ContentType_IsTheAppsOrDaprdsDefault(string method, string? contentType, string body)
    {
        var response = await _http.GetAsync($"/v1.0/invoke/app/method/{method}", Token);
        Assert.Equal((contentType, body), (response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync(Token)));
    }

    [Theory]
    [InlineData(StatusCode.Cancelled, 408)]
    [InlineData(StatusCode.Unknown, 500)]
    [InlineData(StatusCode.InvalidArgument, 400)]
    [InlineData(StatusCode.DeadlineExceeded, 504)]
    [InlineData(StatusCode.NotFound, 404)]
    [InlineData(StatusCode.AlreadyExists, 409)]
    [InlineData(StatusCode.PermissionDenied, 403)]
    [InlineData(StatusCode.Unauthenticated, 401)]
    [InlineData(StatusCode.ResourceExhausted, 429)]
    [InlineData(StatusCode.FailedPrecondition, 400)]
    [InlineData(StatusCode.Aborted, 409)]
    [InlineData(StatusCode.OutOfRange, 400)]
    [InlineData(StatusCode.Unimplemented, 501)]
    [InlineData(StatusCode.Internal, 500)]
    [InlineData(StatusCode.Unavailable, 503)]
    [InlineData(StatusCode.DataLoss, 500)]
    public async Task Http_StatusOfTheApp_IsDaprdsHttpStatus_AndTheBody(StatusCode code, int status)
    {
        var response = await _http.PostAsync($"/v1.0/invoke/app/method/{code}", null, Token);
        Assert.Equal(status, (int)response.StatusCode);
        var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement;
        Assert.Equal(((int)code, "as asked"), (json.GetProperty("code").GetInt32(), json.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Http_BodyOverTheLimit_Is413() =>
        Assert.Equal(413, (int)(await _http.PostAsync("/v1.0/invoke/app/method/nothing", new ByteArrayContent(new byte[Limit + 1]), Token)).StatusCode);

    [Fact]
    public async Task Grpc_PassesMessageHeadersAndTrailers()
    {
        var call = Dapr().InvokeServiceAsync(Invocation("echo/it's me"), new Metadata { { "x-own", "1" }, { "dapr-caller-app-id", "forged" } }, cancellationToken: Token);
        var response = await call;
        var lines = response.Data.Value.ToStringUtf8().Split('\n');
        Assert.Equal(("text/x-echo", "Put a=1 text/plain body"), (response.ContentType, lines[0]));
        Assert.Contains("x-own=1", lines);
        Assert.Equal("dapr-caller-app-id=caller", Assert.Single(lines, l => l.StartsWith("dapr-caller-app-id=", StringComparison.Ordinal)));
        Assert.Equal(("from the app", "kept"), ((await call.ResponseHeadersAsync).GetValue("x-answer"), call.GetTrailers().GetValue("x-trailer")));
    }

    [Fact]
    public async Task Grpc_StatusOfTheApp_PassesWithItsDetails()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Dapr().InvokeServiceAsync(Invocation("FailedPrecondition"), cancellationToken: Token));
        Assert.Equal((StatusCode.FailedPrecondition, "as asked", "yes"), (failure.StatusCode, failure.Status.Detail, failure.Trailers.GetValue("x-failed")));
        Assert.Equal([1, 2], failure.Trailers.GetValueBytes("grpc-status-details-bin"));
    }

    [Fact]
    public async Task AppThatIsGone_IsUnavailable_OrNotFoundOnceTheMeshKnows()
    {
        await _mesh.KillAppAsync(_mesh.Replica("app"));
        await (await _http.PostAsync("/v1.0/invoke/app/method/nothing", null, Token)).ShouldFailAsync(500, "ERR_DIRECT_INVOKE");
        _mesh.Replica("app").Ready = true;
        var response = await _http.PostAsync("/v1.0/invoke/app/method/nothing", null, Token);
        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal(14, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("code").GetInt32());
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await Dapr().InvokeServiceAsync(Invocation("nothing"), cancellationToken: Token))).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => ProxyAsync("app", "hello"))).StatusCode);
    }

    [Fact]
    public async Task Proxy_UnaryCall_ReachesTheAppsOwnService() => Assert.Equal(("hello", "caller", "for-the-app", "kept"), await ProxyAsync("app", "hello"));

    [Fact]
    public async Task Proxy_StreamsBothWays()
    {
        using var call = Channel().CreateCallInvoker().AsyncDuplexStreamingCall(Method(MethodType.DuplexStreaming), null, To("app"));
        foreach (var text in new[] { "one", "two", new string('x', 100_000) })
        {
            await call.RequestStream.WriteAsync(Encoding.UTF8.GetBytes(text), Token);
            // The answer to each comes before the next is sent.
            Assert.True(await call.ResponseStream.MoveNext(Token));
            Assert.Equal(text, Encoding.UTF8.GetString(call.ResponseStream.Current));
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Token));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Proxy_MethodThatTheAppLacks_IsTheAppsUnimplemented()
    {
        var lacking = new Method<byte[], byte[]>(MethodType.Unary, InvokedApp.Service, "Other", Bytes, Bytes);
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Channel().CreateCallInvoker().AsyncUnaryCall(lacking, null, To("app"), []));
        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [Theory]
    [InlineData("nobody", StatusCode.Unknown, "couldn't find service")]
    [InlineData("http", StatusCode.Unimplemented, "protocol grpc")]
    public async Task Proxy_ToNobodyOrToHttp_Fails(string app, StatusCode code, string words)
    {
        _mesh.Replica("http").Ready = true;
        var failure = await Assert.ThrowsAsync<RpcException>(() => ProxyAsync(app, "hello"));
        Assert.Equal(code, failure.StatusCode);
        Assert.Contains(words, failure.Status.Detail);
    }

    [Fact]
    public async Task App_IsNotAskedForActors()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var replica = new AppReplica("silent", 0, ((System.Net.IPEndPoint)listener.LocalEndpoint).Port, 0, 0) { Protocol = AppProtocol.Grpc };
        await _mesh.Services.Actors.OnUpAsync(replica, Token).WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Metadata_SayGrpc()
    {
        using var own = _mesh.Http("app");
        Assert.Contains("\"protocol\":\"grpc\"", await own.GetStringAsync("/v1.0/metadata", Token));
        Assert.Equal("grpc", (await GrpcCaller.Create(_mesh.Replica("app")).GetMetadataAsync(new GetMetadataRequest(), cancellationToken: Token)).AppConnectionProperties.Protocol);
    }

    private static Marshaller<byte[]> Bytes => Marshallers.Create<byte[]>(b => b, b => b);

    private static Method<byte[], byte[]> Method(MethodType type) => new(type, InvokedApp.Service, "Call", Bytes, Bytes);

    private static CallOptions To(string app) => new(new Metadata { { "dapr-app-id", app }, { "dapr-caller-app-id", "forged" } }, cancellationToken: Token);

    private static InvokeServiceRequest Invocation(string method) => new()
    {
        Id = "app",
        Message = new InvokeRequest { Method = method, ContentType = "text/plain", Data = new Any { Value = ByteString.CopyFromUtf8("body") }, HttpExtension = new HTTPExtension { Verb = Verb.Put, Querystring = "a=1" } },
    };

    private global::Dapr.Client.Autogen.Grpc.v1.Dapr.DaprClient Dapr() => GrpcCaller.Create(_mesh.Replica(TestMesh.Caller));

    private GrpcChannel Channel() => GrpcChannel.ForAddress($"http://127.0.0.1:{_mesh.Replica(TestMesh.Caller).GrpcPort}");

    private async Task<(string Answer, string? Caller, string? Token, string? Trailer)> ProxyAsync(string app, string text)
    {
        using var call = Channel().CreateCallInvoker().AsyncUnaryCall(Method(MethodType.Unary), null, To(app), Encoding.UTF8.GetBytes(text));
        var answer = Encoding.UTF8.GetString(await call);
        var headers = await call.ResponseHeadersAsync;
        return (answer, headers.GetValue("x-caller"), headers.GetValue("x-token"), call.GetTrailers().GetValue("x-trailer"));
    }
}
