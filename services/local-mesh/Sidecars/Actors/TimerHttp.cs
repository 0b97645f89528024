using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using UserRep.LocalMesh.Actors;
using UserRep.LocalMesh.Actors.Scheduling;

namespace UserRep.LocalMesh.Sidecars.Actors;

/// <summary>Timers of an actor, registered by the replica where it is active.</summary>
internal sealed class TimerHttp(SidecarDirectory sidecars, ActorRuntime actors, TimeProvider time)
{
    private static readonly string[] Writes = [HttpMethods.Post, HttpMethods.Put];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(ActorHttp.Prefix + "/timers/{name}", Writes, RegisterAsync);
        routes.MapDelete(ActorHttp.Prefix + "/timers/{name}", RemoveAsync);
    }

    private async Task RegisterAsync(HttpContext context)
    {
        if (await ActorHttp.KeyAsync(context) is not { } actor || await context.ReadJsonAsync<ScheduleBody>() is not { } body)
            return;
        if (!actors.IsActive(sidecars.Of(context).Replica, actor))
            await context.WriteErrorAsync(DaprErrors.TimerCreate($"can't create a timer for actor {actor}: it is not active"));
        else if (!ActorSchedule.TryCreate(body.DueTime, body.Period, body.Ttl, time.GetUtcNow(), out var schedule, out var error))
            await context.WriteErrorAsync(DaprErrors.TimerCreate(error));
        else
        {
            actors.Timers.Register(actor, context.Route("name"), schedule, body);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private async Task RemoveAsync(HttpContext context)
    {
        if (await ActorHttp.KeyAsync(context) is not { } actor)
            return;
        actors.Timers.Remove(actor, context.Route("name"));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
