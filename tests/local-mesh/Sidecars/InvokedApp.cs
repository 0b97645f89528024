using Dapr.AppCallback.Autogen.Grpc.v1;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace UserRep.LocalMesh.Tests.Sidecars;

/// <summary>An app that speaks gRPC: an echo to OnInvoke, and a service of its own whose one call streams back what it gets.</summary>
internal sealed class InvokedApp : AppCallback.AppCallbackBase
{
    public const string Service = "test.Echo";

    public static void Configure(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(k => k.ConfigureEndpointDefaults(e => e.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
    }

    public static void Map(WebApplication app)
    {
        app.MapGrpcService<InvokedApp>();
        app.MapPost($"/{Service}/Call", async context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["x-caller"] = context.Request.Headers["dapr-caller-app-id"];
            context.Response.Headers["x-token"] = context.Request.Headers["dapr-api-token"];
            await context.Response.StartAsync();
            var buffer = new byte[1024];
            for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0;)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read));
                await context.Response.Body.FlushAsync();
            }
            context.Response.AppendTrailer("grpc-status", "0");
            context.Response.AppendTrailer("x-trailer", "kept");
        });
    }

    public override async Task<InvokeResponse> OnInvoke(InvokeRequest request, ServerCallContext context)
    {
        await context.WriteResponseHeadersAsync(new Metadata { { "x-answer", "from the app" } });
        context.ResponseTrailers.Add("x-trailer", "kept");
        switch (request.Method)
        {
            case "echo/it's me":
                var headers = context.RequestHeaders.Where(h => !h.IsBinary).Select(h => $"{h.Key}={h.Value}");
                return Text($"{request.HttpExtension?.Verb} {request.HttpExtension?.Querystring} {request.ContentType} {request.Data.Value.ToStringUtf8()}\n{string.Join('\n', headers)}");
            case "nothing":
                return new InvokeResponse();
            case "untyped":
                return new InvokeResponse { Data = new Any { Value = ByteString.CopyFromUtf8("{}") } };
            case "message":
                return new InvokeResponse { Data = Any.Pack(new StringValue { Value = "x" }) };
            default:
                throw new RpcException(new Status(System.Enum.Parse<StatusCode>(request.Method), "as asked"), new Metadata { { "x-failed", "yes" }, { "grpc-status-details-bin", [1, 2] } });
        }
    }

    private static InvokeResponse Text(string text) => new() { ContentType = "text/x-echo", Data = new Any { Value = ByteString.CopyFromUtf8(text) } };
}
