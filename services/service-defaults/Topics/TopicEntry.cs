using System.Text.Json;

namespace UserRep.ServiceDefaults.Topics;

/// <summary>One message of a bulk delivery: a CloudEvent, or whatever a raw publisher sent. Valid only during the call.</summary>
public readonly struct TopicEntry(string entryId, JsonElement message)
{
    public string EntryId { get; } = entryId;

    /// <summary>The envelope as delivered.</summary>
    public JsonElement Message { get; } = message;

    public string? Id => Text("id");

    public string? Source => Text("source");

    public string? Type => Text("type");

    public string? Time => Text("time");

    /// <summary>The payload of a CloudEvent with JSON data; undefined if there is none.</summary>
    public JsonElement Data => Message.ValueKind == JsonValueKind.Object && Message.TryGetProperty("data", out var data) ? data : default;

    /// <summary>The payload of a CloudEvent with binary data.</summary>
    public byte[]? BinaryData =>
        Message.ValueKind == JsonValueKind.Object && Message.TryGetProperty("data_base64", out var data)
        && data.ValueKind == JsonValueKind.String && data.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : null;

    private string? Text(string name) =>
        Message.ValueKind == JsonValueKind.Object && Message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
