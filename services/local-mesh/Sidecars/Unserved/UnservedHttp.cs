using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using UserRep.LocalMesh.Sidecars.State;

namespace UserRep.LocalMesh.Sidecars.Unserved;

/// <summary>Building blocks that the mesh has no components for: they fail as in a daprd without such components.</summary>
internal sealed class UnservedHttp(SidecarDirectory sidecars, StateApi state)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1.0/secrets/{store}/{**key}", context => context.WriteErrorAsync(DaprErrors.SecretsNotConfigured));
        foreach (var version in new[] { "v1.0", "v1.0-alpha1" })
            routes.MapGet($"/{version}/configuration/{{store}}/{{**rest}}", context => context.WriteErrorAsync(DaprErrors.ConfigurationNotConfigured));
        routes.MapPost("/v1.0-alpha1/lock/{store}", context => context.WriteErrorAsync(DaprErrors.LockNotConfigured));
        routes.MapPost("/v1.0-alpha1/unlock/{store}", context => context.WriteErrorAsync(DaprErrors.LockNotConfigured));
        routes.MapMethods("/v1.0/bindings/{name}", [HttpMethods.Post, HttpMethods.Put], context => context.WriteErrorAsync(DaprErrors.BindingNotFound(context.Route("name"))));
        routes.MapMethods("/v1.0-alpha1/state/{store}/query", [HttpMethods.Post, HttpMethods.Put],
            context => context.WriteErrorAsync(state.Find(sidecars.Of(context), context.Route("store"), out _) ?? DaprErrors.QueryUnsupported));
    }
}
