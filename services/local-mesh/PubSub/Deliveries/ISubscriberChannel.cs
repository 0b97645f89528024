using UserRep.LocalMesh.PubSub.Journal;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>What a sidecar has to say to an app that subscribes, in the app's protocol. Throws <see cref="HttpRequestException"/> or <see cref="IOException"/> where the app gave no answer.</summary>
internal interface ISubscriberChannel
{
    /// <summary>Asks the app for its subscriptions.</summary>
    Task<SubscriptionAnswer> AskAsync(AppReplica replica, CancellationToken ct);

    /// <summary>Delivers one event to the route <paramref name="path"/> and reads the app's verdict.</summary>
    Task<DeliveryStatus> SingleAsync(AppReplica replica, Subscription subscription, string path, JournalMessage message, CancellationToken ct);

    /// <summary>Delivers a batch and fills <paramref name="statuses"/>, one for each message.</summary>
    Task BulkAsync(AppReplica replica, Subscription subscription, string path, IReadOnlyList<JournalMessage> messages, DeliveryStatus[] statuses, CancellationToken ct);
}
