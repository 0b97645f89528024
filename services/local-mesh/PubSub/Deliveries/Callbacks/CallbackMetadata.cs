using System.Buffers;
using Grpc.Core;
using UserRep.LocalMesh.PubSub.CloudEvents;
using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.PubSub.Deliveries.Callbacks;

/// <summary>What a delivery over gRPC has as call metadata.</summary>
internal static class CallbackMetadata
{
    private const string Reserved = "grpc-";

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static Metadata Of(Subscription subscription) => new() { { "pubsubname", subscription.PubSubName } };

    public static Metadata Of(Subscription subscription, JournalMessage message)
    {
        var metadata = Of(subscription);
        foreach (var (key, value) in message.Metadata)
        {
            var lower = key.ToLowerInvariant();
            if (MessageHeaders.MayTravel(lower) && IsPlain(lower, value))
                metadata.Add(lower, value);
        }
        // Which of its trace headers daprd sends here depends on its tracing; this one is what gRPC in .NET reads.
        if (!subscription.RawPayload && JsonText.TopLevelString(message.Data.Span, "traceparent") is { Length: > 0 } trace)
            metadata.Add("traceparent", trace);
        return metadata;
    }

    /// <summary>daprd's call fails for ever on metadata that gRPC doesn't allow; here they are left out, and the event arrives.</summary>
    public static bool IsPlain(string key, string value) =>
        key.Length > 0 && !key.AsSpan().ContainsAnyExcept(KeyCharacters) && !key.StartsWith(Reserved, StringComparison.Ordinal)
        && !key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal) && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
