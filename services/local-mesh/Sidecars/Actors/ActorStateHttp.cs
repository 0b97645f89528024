using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using UserRep.LocalMesh.Actors;
using UserRep.LocalMesh.Sidecars.State;
using UserRep.LocalMesh.State;

namespace UserRep.LocalMesh.Sidecars.Actors;

/// <summary>State of actors: JSON text under <c>appid||type||id||key</c>, written in transactions by the replica that hosts the actor.</summary>
internal sealed class ActorStateHttp(SidecarDirectory sidecars, ActorRuntime actors, IReadOnlyList<StateComponent> components, SidecarOptions options)
{
    private static readonly string[] Writes = [HttpMethods.Post, HttpMethods.Put];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ActorHttp.Prefix + "/state/{**key}", GetAsync);
        routes.MapMethods(ActorHttp.Prefix + "/state", Writes, TransactAsync);
    }

    private async Task GetAsync(HttpContext context)
    {
        var caller = sidecars.Of(context);
        if (await ActorHttp.KeyAsync(context) is not { } actor || await context.RefusedAsync(Find(caller, out var store)))
            return;
        StateEntry entry;
        try
        {
            entry = store.Get(Key(caller, actor, context.Route("key")));
        }
        catch (StateStoreException failure)
        {
            await context.WriteErrorAsync(DaprErrors.ActorStateGet(failure.Message));
            return;
        }
        context.Response.StatusCode = entry.Found ? StatusCodes.Status200OK : StatusCodes.Status204NoContent;
        if (!entry.Found)
            return;
        context.Response.AddExpiry(entry);
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(entry.Value, context.RequestAborted);
    }

    private async Task TransactAsync(HttpContext context)
    {
        var caller = sidecars.Of(context);
        if (await ActorHttp.KeyAsync(context) is not { } actor
            || await context.RefusedAsync(Find(caller, out var store))
            || await context.ReadJsonAsync<List<StateOperationBody>>() is not { } bodies)
            return;
        if (!actors.IsActive(caller.Replica, actor))
        {
            await context.WriteErrorAsync(DaprErrors.ActorInstanceMissing(actor.Type, actor.Id));
            return;
        }
        var operations = new List<StateOperation>(bodies.Count);
        foreach (var body in bodies)
            if (await context.RefusedAsync(Add(operations, caller, actor, body)))
                return;
        var outcome = await store.WriteAsync(operations, atomic: true);
        if (!await context.RefusedAsync(outcome.Status == StateStatus.Ok ? null : DaprErrors.ActorStateSave(outcome.Message)))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private DaprError? Find(Sidecar caller, out IStateStore store)
    {
        var component = components.FirstOrDefault(c => c.ActorStateStore && c.VisibleTo(caller.AppId));
        store = component?.Store!;
        return component is null ? DaprErrors.ActorRuntimeNotFound : null;
    }

    private DaprError? Add(List<StateOperation> operations, Sidecar caller, ActorKey actor, StateOperationBody body)
    {
        if (body.Request is not { Key.Length: > 0 } request)
            return DaprErrors.Malformed("an operation has no request.key");
        var key = Key(caller, actor, request.Key);
        switch (body.Operation)
        {
            case StateOperationBody.Delete:
                operations.Add(StateOperation.Delete(key));
                return null;
            case StateOperationBody.Upsert when !StateApi.TryTtl(request.Metadata, out _):
                return DaprErrors.ActorStateSave("ttlInSeconds must be a whole number from -1");
            case StateOperationBody.Upsert:
                StateApi.TryTtl(request.Metadata, out var ttl);
                if (ttl is not null && !options.ActorStateTtl)
                    return DaprErrors.ActorStateSave("ttlInSeconds is not supported without the \"ActorStateTTL\" feature enabled");
                if (!GoJson.TryRewrite(request.Value, out var value))
                    return DaprErrors.Malformed("failed deserializing HTTP body: a number is beyond a float64");
                operations.Add(StateOperation.Upsert(key, value, isBinary: false, timeToLive: ttl));
                return null;
            default:
                return DaprErrors.Malformed($"operation type {body.Operation} not supported");
        }
    }

    private static string Key(Sidecar caller, ActorKey actor, string key) => $"{caller.AppId}||{actor.Type}||{actor.Id}||{key}";
}
