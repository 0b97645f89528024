using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Dapr.Client.Autogen.Grpc.v1.HTTPExtension.Types;

namespace UserRep.Contract.Tests.Invocation;

public sealed class InvocationTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Invoke_PassesVerbPathQueryBodyAndHeaders(string verb)
    {
        var body = verb == "GET" ? null : "a body with umlauts äöü";
        var answer = (await SendAsync(verb, "/v1.0/invoke/wire/method/echo/a/b%20c?x=1&y=%2F&x=2", body, ("x-mine", "kept"))).Is(200);
        Assert.Equal("from the app", answer.Headers["x-answer"]);
        Assert.Equal((verb, "/echo/a/b%20c?x=1&y=%2F&x=2", body ?? ""), ((string?)answer.Json["method"], (string?)answer.Json["path"], (string?)answer.Json["body"]));
        var headers = answer.Json["headers"]!;
        Assert.Equal(("kept", "playground", "wire"), ((string?)headers["x-mine"], (string?)headers["dapr-caller-app-id"], (string?)headers["dapr-callee-app-id"]));
        Assert.NotEmpty((string?)headers["x-forwarded-for"] ?? "");
        Assert.Null(headers["dapr-app-id"]);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Invoke_StatusOfTheApp_PassesThroughOnce(int status)
    {
        var mark = Unique();
        var answer = (await SendAsync("POST", $"/v1.0/invoke/wire/method/echo/{mark}?status={status}", "{}")).Is(status);
        Assert.Equal("from the app", answer.Headers["x-answer"]);
        // What an app says is not tried again, whatever it is.
        Assert.Single(await RecordedAsync("/echo/" + mark, mark));
    }

    [Fact]
    public async Task Invoke_ByHeader_TakesAnyPath()
    {
        var answer = (await SendAsync("POST", "/echo/by/header?q=1", "{}", ("dapr-app-id", "wire"))).Is(200);
        Assert.Equal("/echo/by/header?q=1", (string?)answer.Json["path"]);
        var basic = Convert.ToBase64String("dapr-app-id:wire"u8);
        (await SendAsync("GET", "/echo/by/user", null, ("Authorization", $"Basic {basic}"))).Is(200);
    }

    [Fact]
    public async Task Invoke_ClaimOfACaller_IsNotBelieved()
    {
        var answer = (await SendAsync("POST", "/v1.0/invoke/wire/method/echo/claim", "{}", ("dapr-caller-app-id", "sdk"))).Is(200);
        Assert.Equal("playground", (string?)answer.Json["headers"]!["dapr-caller-app-id"]);
    }

    [Fact]
    public async Task Invoke_Oneself_HasNoCaller() =>
        Assert.Null((await Target.SendAsync(Wire, "POST", "/v1.0/invoke/wire/method/echo/self", "{}")).Is(200).Json["headers"]!["dapr-caller-app-id"]);

    [Fact]
    public async Task Invoke_Chunked_ArrivesWhole()
    {
        var text = new string('x', 200_000);
        // A JSON post of the SDK has no length.
        using var http = DaprInvoke(Wire);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/echo/chunked") { Content = new StringContent(text) };
        request.Headers.TransferEncodingChunked = true;
        var answer = await Answer.OfAsync(await http.SendAsync(request));
        Assert.Equal(text, (string?)answer.Is(200).Json["body"]);
    }

    [Fact]
    public async Task Invoke_BodyAboveTheLimit_Is413() =>
        (await SendAsync("POST", "/v1.0/invoke/wire/method/echo/big", new string('x', (16 << 20) + 1), ("Expect", "100-continue"))).Is(413);

    [Fact]
    public async Task Invoke_UnknownAppOrAppDown_IsDirectInvokeError()
    {
        var unknown = (await SendAsync("POST", "/v1.0/invoke/nobody/method/x", "{}")).Fails(500, "ERR_DIRECT_INVOKE");
        Assert.Contains("nobody", (string?)unknown.Json["message"]);
        (await SendAsync("POST", "/v1.0/invoke/absent/method/x", "{}")).Fails(500, "ERR_DIRECT_INVOKE");
    }

    [Fact]
    public async Task Invoke_WithoutAnAppId_Is404() => (await SendAsync("GET", "/somewhere")).Fails(404, "ERR_DIRECT_INVOKE");

    [Fact]
    public async Task InvokeService_Grpc_MapsVerbQueryBodyAndStatus()
    {
        var ok = await Grpc.InvokeServiceAsync(Request("wire", "echo/grpc", "a=1"));
        Assert.Contains("/echo/grpc?a=1", ok.Data.Value.ToStringUtf8());
        Assert.StartsWith("application/json", ok.ContentType);
        await FailsAsync(Grpc.InvokeServiceAsync(Request("wire", "echo/grpc", "status=404")), StatusCode.NotFound);
        await FailsAsync(Grpc.InvokeServiceAsync(Request("nobody", "x", "")), StatusCode.Internal, "couldn't find service");
    }

    [Fact]
    public async Task Grpc_MethodThatDaprdDoesNotKnow_WithoutAppId_IsUnknown()
    {
        var invoker = global::Grpc.Net.Client.GrpcChannel.ForAddress($"http://127.0.0.1:{Target.Ports(Playground).Grpc}").CreateCallInvoker();
        var bytes = Marshallers.Create<byte[]>(b => b, b => b);
        var call = invoker.AsyncUnaryCall(new Method<byte[], byte[]>(MethodType.Unary, "my.Service", "Call", bytes, bytes), null, new CallOptions(), []);
        await FailsAsync(call, StatusCode.Unknown, "required metadata dapr-callee-app-id or dapr-app-id not found");
    }

    private HttpClient DaprInvoke(string appId) => global::Dapr.Client.DaprClient.CreateInvokeHttpClient(appId, $"http://127.0.0.1:{Target.Ports(Playground).Http}");

    private static InvokeServiceRequest Request(string app, string method, string query) => new()
    {
        Id = app,
        Message = new InvokeRequest { Method = method, ContentType = "application/json", Data = new Any { Value = ByteString.CopyFromUtf8("{}") }, HttpExtension = new HTTPExtension { Verb = Verb.Post, Querystring = query } },
    };
}
