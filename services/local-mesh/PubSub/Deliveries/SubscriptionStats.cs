using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>How far one app-id is with one topic; counts are since the mesh started.</summary>
internal sealed record SubscriptionStats(string PubSubName, string Topic, string AppId)
{
    /// <summary>Replicas that are delivered to now. None: the app is down, or has given the subscription up, and its messages are kept.</summary>
    public int Replicas { get; init; }

    /// <summary>Messages stored and not acknowledged.</summary>
    public long Backlog { get; init; }

    /// <summary>Of those, being delivered.</summary>
    public int InFlight { get; init; }

    /// <summary>Of those, failed and waiting for redelivery.</summary>
    public int Waiting { get; init; }

    /// <summary>How often the message has failed that has failed most: what rises without end is a poison message.</summary>
    public int MostFailures { get; init; }

    public long Delivered { get; init; }

    public long Redelivered { get; init; }

    public long DeadLettered { get; init; }

    public long Dropped { get; init; }

    /// <summary>Messages whose record was gone or damaged when their turn came.</summary>
    public long Lost { get; init; }

    /// <summary>Age of the oldest message not acknowledged, in seconds; null where there is none.</summary>
    public double? OldestSeconds { get; init; }

    /// <summary>Of a subscription that nobody is delivered to.</summary>
    public static SubscriptionStats OfNobody(string pubsubName, ConsumerPosition position, TimeProvider time)
    {
        // Retention may have taken what an app missed that was never here.
        var oldestId = Math.Max(position.Low + 1, position.Topic.OldestId);
        using var oldest = oldestId <= position.Topic.LastId ? position.Topic.Read(oldestId) : null;
        return new SubscriptionStats(pubsubName, position.Topic.Name, position.Consumer)
        {
            Backlog = position.Backlog,
            OldestSeconds = oldest is null ? null : Math.Max((time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(oldest.PublishedMs)).TotalSeconds, 0),
        };
    }
}
