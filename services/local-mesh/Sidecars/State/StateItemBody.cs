using System.Text.Json;

namespace UserRep.LocalMesh.Sidecars.State;

/// <summary>One item of an HTTP state request.</summary>
internal sealed record StateItemBody(
    string? Key,
    JsonElement Value,
    string? Etag,
    Dictionary<string, string>? Metadata,
    StateOptionsBody? Options)
{
    /// <summary>JSON as the app wrote it. An absent value is null, as in daprd.</summary>
    public byte[] ValueBytes() => Value.ValueKind == JsonValueKind.Undefined ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(Value, HttpJson.Options);
}
