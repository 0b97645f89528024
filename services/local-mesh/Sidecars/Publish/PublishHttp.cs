using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using UserRep.LocalMesh.PubSub;

namespace UserRep.LocalMesh.Sidecars.Publish;

/// <summary>/v1.0/publish.</summary>
internal sealed class PublishHttp(SidecarDirectory sidecars, PublishApi api)
{
    private const string SingleEntry = "0";

    private static readonly string[] Writes = [HttpMethods.Post, HttpMethods.Put];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/v1.0/publish/{pubsub}/{**topic}", Writes, PublishAsync);
        routes.MapMethods("/v1.0/publish/bulk/{pubsub}/{**topic}", Writes, BulkAsync);
        routes.MapMethods("/v1.0-alpha1/publish/bulk/{pubsub}/{**topic}", Writes, BulkAsync);
    }

    private async Task PublishAsync(HttpContext context)
    {
        var entry = new PublishEntry(SingleEntry, await context.ReadBytesAsync(), context.Request.ContentType ?? "", context.Metadata(),
            Header(context, "traceparent"), Header(context, "tracestate"));
        await PublishAsync(context, [entry]);
    }

    private async Task BulkAsync(HttpContext context)
    {
        if (await context.ReadJsonAsync<List<PublishEntryBody>>() is not { } bodies)
            return;
        var (metadata, parent, state) = (context.Metadata(), Header(context, "traceparent"), Header(context, "tracestate"));
        var entries = new List<PublishEntry>(bodies.Count);
        foreach (var body in bodies)
        {
            if (!body.TryData(out var data))
            {
                await context.WriteErrorAsync(DaprErrors.BadEntries($"the event of entry '{body.EntryId}' does not fit its contentType"));
                return;
            }
            entries.Add(new PublishEntry(body.EntryId ?? "", data, body.ContentType ?? "", RequestMetadata.Merge(metadata, body.Metadata), parent, state));
        }
        await PublishAsync(context, entries);
    }

    private async Task PublishAsync(HttpContext context, List<PublishEntry> entries)
    {
        var error = await api.PublishAsync(sidecars.Of(context), context.Route("pubsub"), context.Route("topic"), entries, context.RequestAborted);
        if (!await context.RefusedAsync(error))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static string? Header(HttpContext context, string name) => context.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
