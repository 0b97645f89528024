namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>How a subscription was done with a message.</summary>
internal enum Settlement
{
    Delivered,
    DeadLettered,
    Dropped,
    Lost,
}
