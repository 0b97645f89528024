using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>Failures on the HTTP surface. The SDK needs a JSON body on each of them.</summary>
internal static class HttpErrors
{
    public static async Task WriteErrorAsync(this HttpContext context, DaprError error)
    {
        context.Response.StatusCode = error.HttpStatus;
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, HttpJson.Writer);
        json.WriteStartObject();
        json.WriteString("errorCode"u8, error.ErrorCode);
        json.WriteString("message"u8, error.Message);
        if (error.Reason is not null)
            WriteDetails(json, error.Reason);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static void WriteDetails(Utf8JsonWriter json, string reason)
    {
        json.WriteStartArray("details"u8);
        json.WriteStartObject();
        json.WriteString("@type"u8, "type.googleapis.com/google.rpc.ErrorInfo");
        json.WriteString("reason"u8, reason);
        json.WriteString("domain"u8, "dapr.io");
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
