using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using UserRep.LocalMesh.State;

namespace UserRep.LocalMesh.Sidecars.State;

/// <summary>/v1.0/state. Values are JSON and kept as JSON text.</summary>
internal sealed class StateHttp(SidecarDirectory sidecars, StateApi api)
{
    private static readonly string[] Writes = [HttpMethods.Post, HttpMethods.Put];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/v1.0/state/{store}", Writes, SaveAsync);
        routes.MapMethods("/v1.0/state/{store}/bulk", Writes, BulkAsync);
        routes.MapMethods("/v1.0/state/{store}/transaction", Writes, TransactAsync);
        routes.MapGet("/v1.0/state/{store}/{**key}", GetAsync);
        routes.MapDelete("/v1.0/state/{store}/{**key}", DeleteAsync);
    }

    private async Task SaveAsync(HttpContext context)
    {
        var (caller, name) = (sidecars.Of(context), context.Route("store"));
        if (await context.RefusedAsync(api.Find(caller, name, out var store)) || await context.ReadJsonAsync<List<StateItemBody>>() is not { } items)
            return;
        var operations = new List<StateOperation>(items.Count);
        var metadata = context.Metadata();
        foreach (var item in items)
            if (await context.RefusedAsync(AddUpsert(operations, caller, name, item, metadata, StateErrorCodes.Save)))
                return;
        if (!await context.RefusedAsync(await StateApi.WriteAsync(store, name, operations, StateErrorCodes.Save)))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task GetAsync(HttpContext context)
    {
        var caller = sidecars.Of(context);
        if (await context.RefusedAsync(api.Find(caller, context.Route("store"), out var store))
            || await context.RefusedAsync(StateApi.Key(caller, context.Route("key"), out var key)))
            return;
        var entry = store.Get(key);
        context.Response.StatusCode = entry.Found ? StatusCodes.Status200OK : StatusCodes.Status204NoContent;
        if (!entry.Found)
            return;
        context.Response.Headers.ETag = entry.Etag;
        context.Response.AddExpiry(entry);
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(entry.Value, context.RequestAborted);
    }

    private async Task DeleteAsync(HttpContext context)
    {
        var (caller, name) = (sidecars.Of(context), context.Route("store"));
        if (await context.RefusedAsync(api.Find(caller, name, out var store)) || await context.RefusedAsync(StateApi.Key(caller, context.Route("key"), out var key)))
            return;
        var operation = StateOperation.Delete(key, context.Request.Headers.IfMatch.ToString());
        if (!await context.RefusedAsync(await StateApi.WriteAsync(store, name, [operation], StateErrorCodes.Delete)))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task BulkAsync(HttpContext context)
    {
        var caller = sidecars.Of(context);
        if (await context.RefusedAsync(api.Find(caller, context.Route("store"), out var store)) || await context.ReadJsonAsync<StateBulkBody>() is not { } body)
            return;
        var keys = body.Keys ?? [];
        if (await context.RefusedAsync(StateApi.Keys(caller, keys, out var stored)))
            return;
        var entries = store.GetMany(stored);
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, HttpJson.Writer);
        json.WriteStartArray();
        for (var i = 0; i < entries.Length; i++)
            Write(json, keys[i], entries[i]);
        json.WriteEndArray();
        await json.FlushAsync(context.RequestAborted);
    }

    private async Task TransactAsync(HttpContext context)
    {
        var (caller, name) = (sidecars.Of(context), context.Route("store"));
        if (await context.RefusedAsync(api.Find(caller, name, out var store)) || await context.ReadJsonAsync<StateTransactionBody>() is not { } body)
            return;
        var operations = new List<StateOperation>();
        var metadata = RequestMetadata.Merge(context.Metadata(), body.Metadata);
        foreach (var operation in body.Operations ?? [])
            if (await context.RefusedAsync(Add(operations, caller, name, operation, metadata)))
                return;
        if (!await context.RefusedAsync(await StateApi.TransactAsync(store, operations)))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static DaprError? Add(List<StateOperation> operations, Sidecar caller, string store, StateOperationBody operation, IReadOnlyDictionary<string, string> metadata)
    {
        if (operation.Request is not { Key.Length: > 0 } request)
            return DaprErrors.Malformed("an operation has no request.key");
        if (operation.Operation == StateOperationBody.Upsert)
            return AddUpsert(operations, caller, store, request, metadata, "ERR_STATE_TRANSACTION");
        if (operation.Operation != StateOperationBody.Delete)
            return DaprErrors.Malformed($"operation type {operation.Operation} not supported");
        var error = StateApi.Key(caller, request.Key, out var key);
        operations.Add(StateOperation.Delete(key, request.Etag));
        return error;
    }

    private static DaprError? AddUpsert(
        List<StateOperation> operations, Sidecar caller, string store, StateItemBody item, IReadOnlyDictionary<string, string> metadata, string errorCode)
    {
        if (string.IsNullOrEmpty(item.Key))
            return DaprErrors.Malformed("an item has no key");
        if (StateApi.Key(caller, item.Key, out var key) is { } error)
            return error;
        if (!StateApi.TryTtl(RequestMetadata.Merge(metadata, item.Metadata), out var ttl))
            return StateApi.BadTtl(errorCode, store);
        operations.Add(StateOperation.Upsert(key, item.ValueBytes(), isBinary: false, item.Etag, item.Options?.Concurrency == StateOptionsBody.FirstWrite, ttl));
        return null;
    }

    private static void Write(Utf8JsonWriter json, string key, in StateEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("key"u8, key);
        if (entry.Found)
        {
            json.WritePropertyName("data"u8);
            // Bytes written over gRPC need not be JSON; those come as base64.
            if (HttpJson.IsJson(entry.Value.Span))
                json.WriteRawValue(entry.Value.Span, skipInputValidation: true);
            else
                json.WriteBase64StringValue(entry.Value.Span);
            json.WriteString("etag"u8, entry.Etag);
        }
        json.WriteEndObject();
    }
}
