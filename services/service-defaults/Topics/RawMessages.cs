using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace UserRep.ServiceDefaults.Topics;

/// <summary>Messages as the broker has them, each parsed by itself: what is wrong with one stays with it. Entries are valid until it is disposed.</summary>
public sealed class RawMessages : IDisposable
{
    private readonly List<JsonDocument> _documents = [];

    /// <param name="message">Base64 of the message, as raw subscriptions are sent it.</param>
    public TopicEntry Read(string entryId, JsonElement message) =>
        message.ValueKind == JsonValueKind.String && message.TryGetBytesFromBase64(out var bytes) ? Parse(entryId, bytes)
        : message.ValueKind == JsonValueKind.Undefined ? new TopicEntry(entryId, default)
        : Parse(entryId, Encoding.UTF8.GetBytes(message.GetRawText()));

    public TopicEntry Parse(string entryId, ReadOnlyMemory<byte> original) => new(entryId, Root(original), original);

    public void Dispose() => _documents.ForEach(d => d.Dispose());

    private JsonElement Root(ReadOnlyMemory<byte> bytes)
    {
        // The parser lets bad UTF-8 within a text pass, to throw when it is looked at.
        if (!Utf8.IsValid(bytes.Span))
            return default;
        try
        {
            var document = JsonDocument.Parse(bytes);
            _documents.Add(document);
            return document.RootElement;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
