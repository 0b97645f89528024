using Grpc.Core;
using UserRep.LocalMesh.PubSub.Journal;
using UserRep.LocalMesh.Sidecars.Grpc;

namespace UserRep.LocalMesh.PubSub.Deliveries.Callbacks;

/// <summary>What a delivery over gRPC has as call metadata.</summary>
internal static class CallbackMetadata
{
    public static Metadata Of(Subscription subscription) => new() { { "pubsubname", subscription.PubSubName } };

    public static Metadata Of(Subscription subscription, JournalMessage message)
    {
        var metadata = Of(subscription);
        foreach (var (key, value) in message.Metadata)
        {
            var lower = key.ToLowerInvariant();
            // With what gRPC doesn't allow daprd's call fails, for ever; here it is left out, and the event arrives.
            if (MessageHeaders.MayTravel(lower) && PlainMetadata.Allows(lower, value))
                metadata.Add(lower, value);
        }
        // Which of its trace headers daprd sends here depends on its tracing; this one is what gRPC in .NET reads.
        if (MessageHeaders.Traceparent(subscription, message) is { } trace)
            metadata.Add("traceparent", trace);
        return metadata;
    }
}
