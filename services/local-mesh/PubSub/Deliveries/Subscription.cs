namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>One entry of an app's answer to GET /dapr/subscribe, or to ListTopicSubscriptions.</summary>
/// <param name="BulkMessages">
/// Most messages in one body; null where the app wants them singly. The app's maxAwaitDurationMs is accepted and never waited for:
/// what is there is delivered at once, as group commits already make batches under load.
/// </param>
internal sealed record Subscription(string PubSubName, string Topic, IReadOnlyList<RouteRule> Routes, string? DeadLetterTopic, int? BulkMessages, bool RawPayload);
