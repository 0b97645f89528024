using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>Bodies of the HTTP surface. The content type is not looked at: SDKs send state transactions as text/plain.</summary>
internal static class HttpJson
{
    /// <summary>Values pass through as written: nothing is escaped that need not be.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null (the body is not such JSON) has already been answered with 400.</summary>
    public static async Task<T?> ReadJsonAsync<T>(this HttpContext context)
        where T : class
    {
        try
        {
            if (await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Options, context.RequestAborted) is { } body)
                return body;
            await context.WriteErrorAsync(DaprErrors.Malformed("failed deserializing HTTP body: it is null"));
        }
        catch (JsonException failure)
        {
            await context.WriteErrorAsync(DaprErrors.Malformed($"failed deserializing HTTP body: {failure.Message}"));
        }
        return null;
    }

    public static async Task<byte[]> ReadBytesAsync(this HttpContext context)
    {
        using var buffer = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray();
    }

    /// <summary>Whether <paramref name="utf8"/> is one JSON value.</summary>
    public static bool IsJson(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
