using System.Text;
using System.Text.Json;

namespace UserRep.LocalMesh.Sidecars.Publish;

/// <summary>One entry of an HTTP bulk publish.</summary>
internal sealed record PublishEntryBody(string? EntryId, JsonElement Event, string? ContentType, Dictionary<string, string>? Metadata)
{
    /// <summary>JSON stays JSON, text loses its quotes, bytes come as base64. False: the event does not fit its content type.</summary>
    public bool TryData(out byte[] data)
    {
        data = [];
        var type = ContentType ?? "";
        if (Event.ValueKind == JsonValueKind.Undefined)
            return false;
        if (type.Contains("json", StringComparison.OrdinalIgnoreCase) || (type.Length == 0 && Event.ValueKind != JsonValueKind.String))
            data = JsonSerializer.SerializeToUtf8Bytes(Event, HttpJson.Options);
        else if (Event.ValueKind != JsonValueKind.String)
            return false;
        else if (type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase))
            return Event.TryGetBytesFromBase64(out data!);
        else
            data = Encoding.UTF8.GetBytes(Event.GetString()!);
        return true;
    }
}
