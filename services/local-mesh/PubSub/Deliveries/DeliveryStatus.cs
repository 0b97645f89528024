namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>What became of one delivery.</summary>
internal enum DeliveryStatus
{
    Success,

    Retry,

    /// <summary>To the dead-letter topic, where there is one.</summary>
    Drop,

    /// <summary>Dropped without a dead letter: daprd's way with a 404 to a bulk, and with a gRPC app that has no such method.</summary>
    Gone,
}
