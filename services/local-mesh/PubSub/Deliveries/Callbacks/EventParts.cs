using System.Runtime.InteropServices;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using UserRep.LocalMesh.PubSub.CloudEvents;

namespace UserRep.LocalMesh.PubSub.Deliveries.Callbacks;

/// <summary>A CloudEvent taken apart as daprd does for gRPC: attributes that have a field, data as bytes, and the rest as extensions.</summary>
internal sealed record EventParts(string Id, string Source, string Type, string SpecVersion, string DataContentType, ByteString Data, Struct Extensions)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonText.ReaderOptions.MaxDepth };

    /// <summary>Null where the data are not what their content type says.</summary>
    public static EventParts? Read(ReadOnlyMemory<byte> cloudEvent, bool decodeBase64)
    {
        using var document = JsonDocument.Parse(cloudEvent, Options);
        var root = document.RootElement;
        try
        {
            var contentType = Text(root, "datacontenttype");
            return DataOf(root, contentType, decodeBase64) is { } data
                ? new EventParts(Text(root, "id"), Text(root, "source"), Text(root, "type"), Text(root, "specversion"), contentType, data, ExtensionsOf(root))
                : null;
        }
        catch (InvalidOperationException)
        {
            // A string with half of a surrogate pair, which is valid JSON and can't be UTF-8.
            return null;
        }
    }

    private static ByteString? DataOf(JsonElement root, string contentType, bool decodeBase64)
    {
        if (decodeBase64 && Property(root, "data_base64") is { } encoded)
            return encoded.ValueKind == JsonValueKind.String && encoded.TryGetBytesFromBase64(out var decoded) ? UnsafeByteOperations.UnsafeWrap(decoded) : null;
        if (Property(root, "data") is not { } data)
            return ByteString.Empty;
        if (IsText(contentType))
            return data.ValueKind == JsonValueKind.String ? ByteString.CopyFromUtf8(data.GetString()!) : null;
        // daprd writes the value anew, with numbers as float64; here it is as it was published. Data of any other type it leaves out.
        return ContentTypes.Is(contentType, ContentTypes.Json) || ContentTypes.Is(contentType, ContentTypes.CloudEvents)
            ? ByteString.CopyFrom(JsonMarshal.GetRawUtf8Value(data))
            : ByteString.Empty;
    }

    private static bool IsText(string contentType) => contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || ContentTypes.Is(contentType, "application/xml");

    private static Struct ExtensionsOf(JsonElement root)
    {
        var extensions = new Struct();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name is not ("id" or "source" or "datacontenttype" or "type" or "specversion" or "data" or "data_base64"))
                extensions.Fields[property.Name] = ValueOf(property.Value);
        }
        return extensions;
    }

    private static Value ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new Value { StructValue = new Struct { Fields = { json.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => ValueOf(p.Value)) } } },
        JsonValueKind.Array => Value.ForList([.. json.EnumerateArray().Select(ValueOf)]),
        JsonValueKind.String => Value.ForString(json.GetString()!),
        JsonValueKind.Number => Value.ForNumber(json.GetDouble()),
        JsonValueKind.True => Value.ForBool(true),
        JsonValueKind.False => Value.ForBool(false),
        _ => Value.ForNull(),
    };

    private static string Text(JsonElement root, string name) => Property(root, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>Null for a null, too.</summary>
    private static JsonElement? Property(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
