using System.Text.Json;
using Google.Protobuf;

namespace UserRep.ServiceDefaults.Topics;

/// <summary>One message of a bulk delivery: a CloudEvent, or whatever a raw publisher sent. Valid only during the call.</summary>
public readonly struct TopicEntry(string entryId, JsonElement message, ReadOnlyMemory<byte> original = default)
{
    public string EntryId { get; } = entryId;

    /// <summary>The envelope as delivered; undefined where the message is no JSON.</summary>
    public JsonElement Message { get; } = message;

    /// <summary>The message as the broker has it, whatever it is; empty where the topic is not subscribed to raw.</summary>
    public ReadOnlyMemory<byte> Original { get; } = original;

    public string? Id => Message.Member("id").TextOrNull();

    public string? Source => Message.Member("source").TextOrNull();

    public string? Type => Message.Member("type").TextOrNull();

    public string? Time => Message.Member("time").TextOrNull();

    /// <summary>The payload of a CloudEvent with JSON data; undefined if there is none.</summary>
    public JsonElement Data => Message.Member("data");

    /// <summary>The binary payload as a protobuf message; null if it is none.</summary>
    public T? Parse<T>(MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        if (BinaryData is not { } bytes)
            return null;
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>The payload of a CloudEvent with binary data.</summary>
    private byte[]? BinaryData => Message.Member("data_base64") is { ValueKind: JsonValueKind.String } data && data.TryGetBytesFromBase64(out var bytes) ? bytes : null;
}
