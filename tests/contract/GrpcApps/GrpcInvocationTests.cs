using System.Text;
using System.Text.Json.Nodes;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using static Dapr.Client.Autogen.Grpc.v1.HTTPExtension.Types;

namespace UserRep.Contract.Tests.GrpcApps;

/// <summary>Calls to an app that speaks gRPC.</summary>
public sealed class GrpcInvocationTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task GrpcApp_InvokedOverHttp_GetsVerbMethodQueryBodyAndHeaders(string verb)
    {
        var body = verb == "GET" ? null : "a body with umlauts äöü";
        var answer = (await SendAsync(verb, "/v1.0/invoke/grpc/method/echo/a%20b/c?x=1&y=%2F&x=2", body, ("x-mine", "kept"))).Is(200);
        Assert.Equal(("from the app", "application/json"), (answer.Headers["x-answer"], answer.Headers["content-type"]));
        Assert.Equal((verb, "echo/a b/c?x=1&y=%2F&x=2", body ?? ""), (((string?)answer.Json["method"])!.ToUpperInvariant(), (string?)answer.Json["path"], (string?)answer.Json["body"]));
        var headers = answer.Json["headers"]!;
        Assert.Equal(("kept", "playground", "grpc"), ((string?)headers["x-mine"], (string?)headers["dapr-caller-app-id"], (string?)headers["dapr-callee-app-id"]));
        if (body is not null)
            Assert.StartsWith("text/plain", (string?)headers["dapr-content-type"]);
    }

    [Theory]
    [InlineData("NotFound", 404)]
    [InlineData("InvalidArgument", 400)]
    [InlineData("AlreadyExists", 409)]
    [InlineData("Internal", 500)]
    [InlineData("Unavailable", 503)]
    public async Task GrpcApp_InvokedOverHttp_ItsStatusIsAnHttpStatus(string code, int status)
    {
        var mark = Unique();
        var answer = (await SendAsync("POST", $"/v1.0/invoke/grpc/method/echo/{mark}?status={code}", "{}")).Is(status);
        Assert.Equal(((int)System.Enum.Parse<StatusCode>(code), "as asked"), ((int)answer.Json["code"]!, (string?)answer.Json["message"]));
        // What an app says is not tried again, whatever it is.
        Assert.Single(await RecordedAsync("echo/" + mark, mark, GrpcApp));
    }

    [Fact]
    public async Task GrpcApp_UnknownMethod_IsItsUnimplemented()
    {
        (await SendAsync("POST", "/v1.0/invoke/grpc/method/nothing", "{}")).Is(501);
        await FailsAsync(Grpc.InvokeServiceAsync(Request(GrpcApp, "nothing", "")), StatusCode.Unimplemented, "there is no method nothing");
    }

    [Fact]
    public async Task GrpcApp_InvokedOverGrpc_MessageHeadersAndStatusPass()
    {
        var call = Grpc.InvokeServiceAsync(Request(GrpcApp, "echo/grpc", "a=1"), new Metadata { { "x-mine", "kept" } });
        var json = JsonNode.Parse((await call).Data.Value.ToStringUtf8())!;
        Assert.Equal(("Put", "echo/grpc?a=1", "{}"), ((string?)json["method"], (string?)json["path"], (string?)json["body"]));
        Assert.Equal(("kept", "playground"), ((string?)json["headers"]!["x-mine"], (string?)json["headers"]!["dapr-caller-app-id"]));
        Assert.Equal("from the app", (await call.ResponseHeadersAsync).GetValue("x-answer"));
        // Unlike an HTTP app's status this one passes no table.
        await FailsAsync(Grpc.InvokeServiceAsync(Request(GrpcApp, "echo/grpc", "status=FailedPrecondition")), StatusCode.FailedPrecondition, "as asked");
    }

    [Fact]
    public async Task GrpcApp_ThatIsDown_CantBeInvoked()
    {
        (await SendAsync("POST", "/v1.0/invoke/absent-grpc/method/x", "{}")).Fails(500, "ERR_DIRECT_INVOKE");
        await FailsAsync(Grpc.InvokeServiceAsync(Request(AppPorts.AbsentGrpc, "x", "")), StatusCode.Internal, AppPorts.AbsentGrpc);
    }

    [Fact]
    public async Task GrpcApp_ItsOwnService_IsReachedThroughTheSidecar()
    {
        using var call = EchoAsync("Call", GrpcApp, "hello");
        Assert.Equal("hello", Encoding.UTF8.GetString(await call));
        Assert.Equal("playground", (await call.ResponseHeadersAsync).GetValue("x-caller"));
        await FailsAsync(EchoAsync("Nothing", GrpcApp, "hello"), StatusCode.Unimplemented);
    }

    [Fact]
    public async Task GrpcApp_ItsProtocol_IsInTheMetadata() =>
        Assert.Equal("grpc", (string?)(await Target.SendAsync(GrpcApp, "GET", "/v1.0/metadata")).Is(200).Json["appConnectionProperties"]!["protocol"]);

    private AsyncUnaryCall<byte[]> EchoAsync(string method, string app, string text)
    {
        var bytes = Marshallers.Create<byte[]>(b => b, b => b);
        var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{Target.Ports(Playground).Grpc}");
        return channel.CreateCallInvoker().AsyncUnaryCall(
            new Method<byte[], byte[]>(MethodType.Unary, "contract.Echo", method, bytes, bytes), null, new CallOptions(new Metadata { { "dapr-app-id", app } }), Encoding.UTF8.GetBytes(text));
    }

    private static InvokeServiceRequest Request(string app, string method, string query) => new()
    {
        Id = app,
        Message = new InvokeRequest { Method = method, ContentType = "application/json", Data = new Any { Value = ByteString.CopyFromUtf8("{}") }, HttpExtension = new HTTPExtension { Verb = Verb.Put, Querystring = query } },
    };
}
