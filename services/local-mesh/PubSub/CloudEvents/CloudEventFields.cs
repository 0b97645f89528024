using System.Text.Json;

namespace UserRep.LocalMesh.PubSub.CloudEvents;

/// <summary>The envelope's field names, escaped once, and the values daprd gives where nobody said.</summary>
internal static class CloudEventFields
{
    public const string DefaultType = "com.dapr.event.sent";
    public const string DefaultBulkType = "com.dapr.event.sent.bulk";
    public const string DefaultSource = "Dapr";
    public const string SpecVersion10 = "1.0";

    /// <summary>RFC 3339 to the second, in UTC.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText SpecVersion = JsonEncodedText.Encode("specversion");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText Source = JsonEncodedText.Encode("source");
    public static readonly JsonEncodedText Subject = JsonEncodedText.Encode("subject");
    public static readonly JsonEncodedText DataContentType = JsonEncodedText.Encode("datacontenttype");
    public static readonly JsonEncodedText Topic = JsonEncodedText.Encode("topic");
    public static readonly JsonEncodedText PubSubName = JsonEncodedText.Encode("pubsubname");
    public static readonly JsonEncodedText TraceId = JsonEncodedText.Encode("traceid");
    public static readonly JsonEncodedText TraceParent = JsonEncodedText.Encode("traceparent");
    public static readonly JsonEncodedText TraceState = JsonEncodedText.Encode("tracestate");
    public static readonly JsonEncodedText Time = JsonEncodedText.Encode("time");
    public static readonly JsonEncodedText Expiration = JsonEncodedText.Encode("expiration");
    public static readonly JsonEncodedText Data = JsonEncodedText.Encode("data");
    public static readonly JsonEncodedText DataBase64 = JsonEncodedText.Encode("data_base64");
}
