namespace UserRep.LocalMesh.PubSub;

/// <summary>Publishing as a sidecar does it: entries become CloudEvents (unless raw) and are durable when the call completes.</summary>
internal interface IPublisher
{
    Task<PublishOutcome> PublishAsync(string callerAppId, string pubsubName, string topic, IReadOnlyList<PublishEntry> entries, CancellationToken ct);
}
