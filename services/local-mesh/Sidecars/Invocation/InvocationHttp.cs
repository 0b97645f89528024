using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Sidecars.Invocation;

/// <summary>/v1.0/invoke, and any path with a dapr-app-id header. Bodies stream both ways.</summary>
internal sealed class InvocationHttp(SidecarDirectory sidecars, Invoker invoker, SidecarOptions options)
{
    private readonly OnInvokeHttp _onInvoke = new(invoker);
    private readonly GrpcProxy _proxy = new(sidecars, invoker);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("/v1.0/invoke/{appId}/method/{**path}", context => InvokeAsync(context, InvocationTarget.FromRoute(context)));
        routes.MapFallback("{**path}", FallbackAsync);
    }

    private Task FallbackAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
            return _proxy.ForwardAsync(context);
        return InvocationTarget.FromHeaders(context) is { } target ? InvokeAsync(context, target) : context.WriteErrorAsync(DaprErrors.NoAppId);
    }

    private async Task InvokeAsync(HttpContext context, InvocationTarget target)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = options.MaxInvocationBytes;
        var caller = sidecars.Of(context);
        if (invoker.Pick(caller, target.AppId) is not { } callee)
        {
            await context.WriteErrorAsync(DaprErrors.AppNotFound(target.AppId));
            return;
        }
        if (callee.Protocol == AppProtocol.Grpc)
        {
            await OnInvokeAsync(context, caller, callee, target);
            return;
        }
        using var request = new HttpRequestMessage(HttpMethod.Parse(context.Request.Method), new Uri(target.PathAndQuery, UriKind.Relative));
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            request.Content = new StreamContent(context.Request.Body);
        context.Request.Headers.CopyTo(request);
        try
        {
            using var response = await invoker.SendAsync(caller, callee, request, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            response.CopyTo(context.Response);
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (HttpRequestException failure) when (failure.InnerException is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            await context.WriteErrorAsync(DaprErrors.BodyTooLarge(options.MaxInvocationBytes));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException && !context.RequestAborted.IsCancellationRequested)
        {
            // Half an answer must not look like a whole one.
            if (context.Response.HasStarted)
                context.Abort();
            else
                await context.WriteErrorAsync(DaprErrors.Invoke(target.AppId, failure.Message));
        }
    }

    private async Task OnInvokeAsync(HttpContext context, Sidecar caller, AppReplica callee, InvocationTarget target)
    {
        try
        {
            await _onInvoke.InvokeAsync(context, caller, callee, target);
        }
        catch (BadHttpRequestException failure) when (failure.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await context.WriteErrorAsync(DaprErrors.BodyTooLarge(options.MaxInvocationBytes));
        }
    }
}
