using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Sidecars.Runtime;

/// <summary>Health, metadata and shutdown.</summary>
internal sealed class RuntimeHttp(SidecarDirectory sidecars, SidecarMetadata metadata, Action<AppReplica> shutdown)
{
    public const string HealthPath = "/v1.0/healthz";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(HealthPath, HealthAsync);
        // Ready before the app is: an app that waits for its sidecar while it starts must not wait for itself.
        routes.MapGet(HealthPath + "/outbound", NoContent);
        routes.MapGet("/v1.0/metadata", MetadataAsync);
        routes.MapPut("/v1.0/metadata/{key}", SetMetadataAsync);
        routes.MapPost("/v1.0/shutdown", Shutdown);
    }

    private Task HealthAsync(HttpContext context) =>
        sidecars.Of(context).Healthy ? NoContent(context) : context.WriteErrorAsync(DaprErrors.NotReady);

    private async Task MetadataAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, HttpJson.Writer);
        Write(json, sidecars.Of(context));
        await json.FlushAsync(context.RequestAborted);
    }

    private async Task SetMetadataAsync(HttpContext context)
    {
        sidecars.Of(context).Extended[context.Route("key")] = Encoding.UTF8.GetString(await context.ReadBytesAsync());
        await NoContent(context);
    }

    private Task Shutdown(HttpContext context)
    {
        shutdown(sidecars.Of(context).Replica);
        return NoContent(context);
    }

    private static Task NoContent(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private void Write(Utf8JsonWriter json, Sidecar sidecar)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, sidecar.AppId);
        json.WriteString("runtimeVersion"u8, SidecarMetadata.RuntimeVersion);
        var actors = metadata.ActiveActors(sidecar.Replica);
        WriteActors(json, "actors", actors);
        json.WriteStartArray("components"u8);
        foreach (var component in metadata.ComponentsOf(sidecar.AppId))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, component.Name);
            json.WriteString("type"u8, component.Type);
            json.WriteString("version"u8, component.Version);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("extended"u8);
        json.WriteString(SidecarMetadata.VersionKey, SidecarMetadata.RuntimeVersion);
        foreach (var (key, value) in sidecar.Extended)
            json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteStartArray("subscriptions"u8);
        json.WriteEndArray();
        if (sidecar.Replica.AppPort is { } port)
            WriteApp(json, port, sidecar.Replica.ProtocolName);
        json.WriteStartObject("actorRuntime"u8);
        json.WriteString("runtimeStatus"u8, "RUNNING");
        json.WriteBoolean("hostReady"u8, sidecar.Healthy);
        WriteActors(json, "activeActors", actors);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteApp(Utf8JsonWriter json, int port, string protocol)
    {
        json.WriteStartObject("appConnectionProperties"u8);
        json.WriteNumber("port"u8, port);
        json.WriteString("protocol"u8, protocol);
        json.WriteString("channelAddress"u8, "127.0.0.1");
        json.WriteEndObject();
    }

    private static void WriteActors(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, int> actors)
    {
        json.WriteStartArray(name);
        foreach (var (type, count) in actors)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            json.WriteNumber("count"u8, count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
