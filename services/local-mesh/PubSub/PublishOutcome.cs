namespace UserRep.LocalMesh.PubSub;

/// <summary>How a publish ended; the HTTP and gRPC surfaces map it to daprd's codes (contract, section 1d).</summary>
internal sealed record PublishOutcome(PublishStatus Status, string Message = "")
{
    public static readonly PublishOutcome Ok = new(PublishStatus.Ok);
}

internal enum PublishStatus
{
    Ok,
    PubSubNotFound,
    TopicEmpty,
    TopicForbidden,
    BrokerError,
    BadEntries,
}
