using System.Globalization;

namespace UserRep.LocalMesh.PubSub.CloudEvents;

/// <summary>What request metadata say about the envelope; the rest goes along with the message and becomes headers.</summary>
internal sealed class PublishMetadata
{
    private static readonly PublishMetadata None = new();

    /// <summary>Longest key kept with a message; a header's name is shorter.</summary>
    private const int MaxKeyLength = 1024;

    public bool RawPayload { get; private set; }

    public TimeSpan? Ttl { get; private set; }

    public string? Id { get; private set; }

    public string? Source { get; private set; }

    public string? Type { get; private set; }

    public string? Subject { get; private set; }

    public string? TraceId { get; private set; }

    public string? TraceParent { get; private set; }

    public string? TraceState { get; private set; }

    public Dictionary<string, string> Rest { get; } = [];

    /// <summary>Null, with the reason, where a value can't be understood.</summary>
    public static PublishMetadata? Parse(IReadOnlyDictionary<string, string> metadata, out string error)
    {
        error = "";
        if (metadata.Count == 0)
            return None;
        var parsed = new PublishMetadata();
        foreach (var (key, value) in metadata)
        {
            error = parsed.Take(key, value);
            if (error.Length > 0)
                return null;
        }
        return parsed;
    }

    private string Take(string key, string value)
    {
        switch (key.ToLowerInvariant())
        {
            case "rawpayload":
                if (!TryBool(value, out var raw))
                    return $"metadata rawPayload: '{value}' is neither true nor false";
                RawPayload = raw;
                return "";
            case "ttlinseconds":
                if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > int.MaxValue)
                    return $"metadata ttlInSeconds: '{value}' is not a number of seconds from 1 to {int.MaxValue}";
                Ttl = TimeSpan.FromSeconds(seconds);
                return "";
            case "cloudevent.id": Id = value; return "";
            case "cloudevent.source": Source = value; return "";
            case "cloudevent.type": Type = value; return "";
            case "cloudevent.subject": Subject = value; return "";
            case "cloudevent.traceid": TraceId = value; return "";
            case "cloudevent.traceparent": TraceParent = value; return "";
            case "cloudevent.tracestate": TraceState = value; return "";
        }
        if (key.Length > MaxKeyLength)
            return $"a metadata key is longer than {MaxKeyLength} characters";
        Rest[key] = value;
        return "";
    }

    private static bool TryBool(string value, out bool result)
    {
        result = value is "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase);
        return result || value is "0" || value.Equals("false", StringComparison.OrdinalIgnoreCase);
    }
}
