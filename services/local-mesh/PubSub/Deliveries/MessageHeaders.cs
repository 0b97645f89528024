namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>A message's metadata travel as headers of its delivery.</summary>
internal static class MessageHeaders
{
    // Headers of the connection are not the publisher's to set.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "expect", "proxy-authorization", "pubsubname", "traceparent", "tracestate",
    };

    public static bool MayTravel(string key) => !Reserved.Contains(key);
}
