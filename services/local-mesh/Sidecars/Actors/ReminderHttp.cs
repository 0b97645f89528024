using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using UserRep.LocalMesh.Actors;
using UserRep.LocalMesh.Actors.Scheduling;
using UserRep.LocalMesh.State;

namespace UserRep.LocalMesh.Sidecars.Actors;

/// <summary>Reminders of an actor, registered by an app that hosts its type.</summary>
internal sealed class ReminderHttp(SidecarDirectory sidecars, ActorRuntime actors, ActorReminders? reminders, TimeProvider time)
{
    private const string Route = ActorHttp.Prefix + "/reminders/{name}";

    private static readonly string[] Writes = [HttpMethods.Post, HttpMethods.Put];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Route, Writes, context => AnswerAsync(context, "ERR_ACTOR_REMINDER_CREATE", RegisterAsync));
        routes.MapGet(Route, context => AnswerAsync(context, "ERR_ACTOR_REMINDER_GET", GetAsync));
        routes.MapDelete(Route, context => AnswerAsync(context, "ERR_ACTOR_REMINDER_DELETE", RemoveAsync));
    }

    private async Task AnswerAsync(HttpContext context, string errorCode, Func<HttpContext, ActorReminders, ActorKey, Task<DaprError?>> answer)
    {
        if (await ActorHttp.KeyAsync(context) is not { } actor || await context.RefusedAsync(reminders is null ? DaprErrors.ActorRuntimeNotFound : null))
            return;
        try
        {
            var refusal = actors.Hosts(sidecars.Of(context).Replica, actor.Type)
                ? await answer(context, reminders!, actor)
                : DaprErrors.ReminderNotHosted(actor.Type);
            await context.RefusedAsync(refusal);
        }
        catch (StateStoreException failure)
        {
            await context.WriteErrorAsync(DaprErrors.ReminderFailed(errorCode, failure.Message));
        }
    }

    private async Task<DaprError?> RegisterAsync(HttpContext context, ActorReminders all, ActorKey actor)
    {
        if (await context.ReadJsonAsync<ScheduleBody>() is not { } body)
            return null;
        if (!ActorSchedule.TryCreate(body.DueTime, body.Period, body.Ttl, time.GetUtcNow(), out var schedule, out var error))
            return DaprErrors.ReminderFailed("ERR_ACTOR_REMINDER_CREATE", error);
        var name = context.Route("name");
        if (!await all.RegisterAsync(actor, name, schedule, body))
            return DaprErrors.ReminderExists(name);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    private static async Task<DaprError?> GetAsync(HttpContext context, ActorReminders all, ActorKey actor)
    {
        var name = context.Route("name");
        if (all.Find(actor, name) is not { } reminder)
            return DaprErrors.ReminderNotFound(name);
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, HttpJson.Writer);
        json.WriteStartObject();
        json.WriteString("actorID"u8, actor.Id);
        json.WriteString("actorType"u8, actor.Type);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(reminder.Data);
        json.WriteString("dueTime"u8, reminder.DueTime);
        if (reminder.Schedule.Period is { } period)
            json.WriteString("period"u8, $"@every {GoDuration.Format(period)}");
        if (reminder.Schedule.ExpiresAt is { } expires)
            json.WriteString("ttl"u8, HttpContextExtensions.Rfc3339(expires));
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
        return null;
    }

    private static async Task<DaprError?> RemoveAsync(HttpContext context, ActorReminders all, ActorKey actor)
    {
        await all.RemoveAsync(actor, context.Route("name"));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }
}
