namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <param name="Backlog">Messages stored and not acknowledged.</param>
/// <param name="InFlight">Of those, being delivered.</param>
/// <param name="Waiting">Of those, failed and waiting for redelivery.</param>
/// <param name="Lost">Messages whose record was gone or damaged when their turn came.</param>
/// <param name="OldestAge">Age of the oldest message not acknowledged; null where there is none.</param>
internal sealed record SubscriptionStats(
    string PubSubName, string Topic, string AppId, long Backlog, int InFlight, int Waiting,
    long Delivered, long Redelivered, long DeadLettered, long Dropped, long Lost, TimeSpan? OldestAge);
