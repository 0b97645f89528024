namespace UserRep.LocalMesh.PubSub;

internal static class ContentTypes
{
    public const string CloudEvents = "application/cloudevents+json";
    public const string Json = "application/json";
    public const string OctetStream = "application/octet-stream";
    public const string Text = "text/plain";

    /// <summary>True for the media type itself, in any case and with any parameters.</summary>
    public static bool Is(string contentType, string mediaType)
    {
        var end = contentType.IndexOf(';');
        var bare = (end < 0 ? contentType.AsSpan() : contentType.AsSpan(0, end)).Trim();
        return bare.Equals(mediaType, StringComparison.OrdinalIgnoreCase);
    }
}
