using System.Text.Json;
using Dapr.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using UserRep.Contracts.Mesh;

namespace UserRep.ServiceDefaults.Topics;

/// <summary>Bulk subscriptions. The body is read as it came, entry by entry, so that one bad message never fails the others.</summary>
public static class BulkTopic
{
    /// <param name="maxMessages">Most messages per delivery.</param>
    /// <param name="raw">
    /// The bytes as the broker has them, CloudEvent or not. Otherwise the sidecar drops what is no CloudEvent, and no one counts it.
    /// </param>
    public static void MapBulkTopic<THandler>(this IEndpointRouteBuilder app, string topic, int maxMessages, bool raw = false)
        where THandler : IBulkTopicHandler
    {
        var endpoint = app.MapPost($"/topics/{topic}", context => HandleAsync<THandler>(context, raw));
        (raw ? endpoint.WithTopic(ComponentNames.PubSub, topic, enableRawPayload: true) : endpoint.WithTopic(ComponentNames.PubSub, topic))
            .WithMetadata(new BulkSubscribeAttribute(topic, maxMessages, maxAwaitDurationMs: 20))
            .ExcludeFromDescription();
    }

    private static async Task HandleAsync<THandler>(HttpContext context, bool raw)
        where THandler : IBulkTopicHandler
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        using var parsed = new RawMessages();
        var entries = Entries(body.RootElement, raw ? parsed : null);
        var statuses = await context.RequestServices.GetRequiredService<THandler>().HandleAsync(entries, context.RequestAborted);

        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteStartArray("statuses");
        for (var i = 0; i < entries.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("entryId", entries[i].EntryId);
            writer.WriteString("status", statuses[i].ToString());
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static List<TopicEntry> Entries(JsonElement body, RawMessages? raw)
    {
        var array = body.GetProperty("entries");
        var entries = new List<TopicEntry>(array.GetArrayLength());
        foreach (var entry in array.EnumerateArray())
        {
            var id = entry.GetProperty("entryId").GetString()!;
            var message = entry.Member("event");
            entries.Add(raw is null ? new TopicEntry(id, message) : raw.Read(id, message));
        }
        return entries;
    }
}
