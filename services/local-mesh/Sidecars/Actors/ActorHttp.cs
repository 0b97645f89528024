using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using UserRep.LocalMesh.Actors;
using UserRep.LocalMesh.Sidecars.Invocation;

namespace UserRep.LocalMesh.Sidecars.Actors;

/// <summary>Calls to actors. Bodies and headers pass through unread.</summary>
internal sealed class ActorHttp(ActorRuntime actors)
{
    public const string Prefix = "/v1.0/actors/{type}/{id}";

    public void Map(IEndpointRouteBuilder routes) => routes.Map(Prefix + "/method/{method}", InvokeAsync);

    /// <summary>The actor a request names. Null: its name is not allowed, and that has been answered.</summary>
    public static async Task<ActorKey?> KeyAsync(HttpContext context)
    {
        var key = new ActorKey(context.Route("type"), context.Route("id"));
        foreach (var name in new[] { key.Type, key.Id })
            if (!ActorKey.IsValidName(name) && await context.RefusedAsync(DaprErrors.BadActorName(name)))
                return null;
        return key;
    }

    private async Task InvokeAsync(HttpContext context)
    {
        var method = context.Route("method");
        if (await KeyAsync(context) is not { } key || (!ActorKey.IsValidName(method) && await context.RefusedAsync(DaprErrors.BadActorName(method))))
            return;
        var message = new ActorMessage(await context.ReadBytesAsync(), context.Request.Headers);
        using var reply = await actors.InvokeAsync(key, Uri.EscapeDataString(method), message, context.RequestAborted);
        if (await context.RefusedAsync(reply.Error))
            return;
        context.Response.StatusCode = (int)reply.Response!.StatusCode;
        reply.Response.CopyTo(context.Response);
        await reply.Response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
