using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.PubSub.Components;

/// <param name="Scopes">App-ids that have this component; empty means all.</param>
internal sealed record PubSubComponent(string Name, MessageJournal Journal, TopicRules Rules, IReadOnlyList<string> Scopes)
{
    public const string Type = "pubsub.journal";

    /// <summary>Deliveries in flight to one replica for one subscription. Default 2; 1 to 64.</summary>
    public int Concurrency { get; init; } = 2;

    /// <summary>Time to the first redelivery; it doubles with each further failure, up to 30 s. Default 1 s; 1 ms to 1 h.</summary>
    public TimeSpan RedeliverInterval { get; init; } = TimeSpan.FromSeconds(1);

    public bool IsFor(string appId) => Scopes.Count == 0 || Scopes.Contains(appId);
}
