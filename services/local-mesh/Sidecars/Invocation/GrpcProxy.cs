using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Sidecars.Invocation;

/// <summary>Any gRPC service of an app that speaks gRPC, called through the caller's sidecar. Messages stream both ways, unread.</summary>
internal sealed class GrpcProxy(SidecarDirectory sidecars, Invoker invoker)
{
    private const string Status = "grpc-status";

    public async Task ForwardAsync(HttpContext context)
    {
        var (caller, headers) = (sidecars.Of(context), context.Request.Headers);
        var appId = headers[InvocationHeaders.CalleeAppId] is [{ Length: > 0 } named, ..] ? named : headers[InvocationHeaders.AppId].ToString();
        if (appId.Length == 0)
            await context.WriteGrpcErrorAsync(DaprErrors.NoAppId);
        else if (invoker.Pick(caller, appId) is not { } callee)
            // The proxy's own failures have no code in daprd.
            await context.WriteGrpcErrorAsync(DaprErrors.AppNotFound(appId) with { GrpcCode = StatusCode.Unknown });
        else if (callee.Protocol != AppProtocol.Grpc || context.Request.Protocol != HttpProtocol.Http2)
            await context.WriteGrpcErrorAsync(DaprErrors.GrpcProxy);
        else
            await ForwardAsync(context, caller, callee);
    }

    private async Task ForwardAsync(HttpContext context, Sidecar caller, AppReplica callee)
    {
        // daprd bounds a message, not a stream of them.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(context.Features.Get<IHttpRequestFeature>()!.RawTarget, UriKind.Relative))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new DuplexContent(context.Request.Body),
        };
        context.Request.Headers.CopyTo(request);
        // gRPC asks it of every hop.
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        try
        {
            using var response = await invoker.SendAsync(caller, callee, request, context.RequestAborted);
            await AnswerAsync(context, response);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException && !context.RequestAborted.IsCancellationRequested)
        {
            if (context.Response.HasStarted)
                context.Abort();
            else
                await context.WriteGrpcErrorAsync(DaprErrors.Invoke(callee.AppId, failure.Message) with { GrpcCode = StatusCode.Unavailable });
        }
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response)
    {
        response.CopyTo(context.Response);
        context.Response.StatusCode = (int)response.StatusCode;
        // A status among the headers means that nothing follows: the answer must end with them here, too.
        if (!response.Headers.NonValidated.Contains(Status))
            await context.Response.StartAsync(context.RequestAborted);
        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        await DuplexContent.PumpAsync(body, context.Response.Body, context.RequestAborted);
        foreach (var (name, values) in response.TrailingHeaders.NonValidated)
            context.Response.AppendTrailer(name, values.ToString());
    }
}
