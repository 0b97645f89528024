using System.Text.Json;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using UserRep.LocalMesh.Sidecars.Grpc;
using UserRep.LocalMesh.Topology;
using static Dapr.Client.Autogen.Grpc.v1.HTTPExtension.Types;

namespace UserRep.LocalMesh.Sidecars.Invocation;

/// <summary>HTTP from the caller, OnInvoke to the callee. An app that can't be reached counts as one that says UNAVAILABLE, as with daprd.</summary>
internal sealed class OnInvokeHttp(Invoker invoker)
{
    private const string Json = "application/json";
    private const string Protobuf = "application/x-protobuf";

    /// <exception cref="BadHttpRequestException">The body is over the limit.</exception>
    public async Task InvokeAsync(HttpContext context, Sidecar caller, AppReplica callee, InvocationTarget target)
    {
        var request = Request(context.Request, target, await context.ReadBytesAsync());
        using var call = invoker.Call(caller, callee, request, InvocationMetadata.Of(context.Request.Headers), context.RequestAborted);
        try
        {
            var response = await call;
            (await call.ResponseHeadersAsync).CopyTo(context.Response);
            context.Response.ContentType = ContentTypeOf(response);
            await context.Response.Body.WriteAsync(response.Data?.Value.Memory ?? default, context.RequestAborted);
        }
        catch (RpcException refusal)
        {
            await RefuseAsync(context.Response, refusal.Status, context.RequestAborted);
        }
    }

    private static InvokeRequest Request(HttpRequest http, InvocationTarget target, byte[] body)
    {
        var query = target.PathAndQuery.IndexOf('?');
        var path = query < 0 ? target.PathAndQuery : target.PathAndQuery[..query];
        return new InvokeRequest
        {
            Method = Uri.UnescapeDataString(path).TrimStart('/'),
            ContentType = http.ContentType ?? "",
            Data = new Any { Value = UnsafeByteOperations.UnsafeWrap(body) },
            HttpExtension = new HTTPExtension
            {
                Verb = System.Enum.TryParse<Verb>(http.Method, ignoreCase: true, out var verb) ? verb : Verb.None,
                Querystring = query < 0 ? "" : target.PathAndQuery[(query + 1)..],
            },
        };
    }

    private static string? ContentTypeOf(InvokeResponse response) =>
        response.Data?.TypeUrl.Length > 0 ? Protobuf : response.ContentType.Length > 0 ? response.ContentType : response.Data is null ? null : Json;

    /// <summary>daprd's body is the status as JSON. It has the status' details too, which are left out here.</summary>
    private static async Task RefuseAsync(HttpResponse response, Status status, CancellationToken ct)
    {
        response.StatusCode = AppStatus.ToHttp(status.StatusCode);
        response.ContentType = Json;
        await using var json = new Utf8JsonWriter(response.BodyWriter, HttpJson.Writer);
        json.WriteStartObject();
        json.WriteNumber("code"u8, (int)status.StatusCode);
        if (status.Detail.Length > 0)
            json.WriteString("message"u8, status.Detail);
        json.WriteEndObject();
        await json.FlushAsync(ct);
    }
}
