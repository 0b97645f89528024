using UserRep.LocalMesh.PubSub.CloudEvents;
using UserRep.LocalMesh.PubSub.Journal;

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

    /// <summary>The event's own trace; null where it has none, or is raw.</summary>
    public static string? Traceparent(Subscription subscription, JournalMessage message) =>
        !subscription.RawPayload && JsonText.TopLevelString(message.Data.Span, "traceparent") is { Length: > 0 } trace ? trace : null;
}
