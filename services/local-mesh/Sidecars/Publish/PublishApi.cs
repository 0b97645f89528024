using UserRep.LocalMesh.PubSub;

namespace UserRep.LocalMesh.Sidecars.Publish;

/// <summary>Publishing for both surfaces: checks the entries and words the outcome.</summary>
internal sealed class PublishApi(IPublisher publisher)
{
    public async Task<DaprError?> PublishAsync(Sidecar caller, string pubsub, string topic, IReadOnlyList<PublishEntry> entries, CancellationToken ct)
    {
        if (entries.Count == 0)
            return DaprErrors.BadEntries("no entries to publish");
        if (entries.Count > 1 && entries.DistinctBy(e => e.EntryId).Count() != entries.Count)
            return DaprErrors.BadEntries("entryId is duplicated");
        if (entries.Any(e => e.EntryId.Length == 0))
            return DaprErrors.BadEntries("entryId is empty");
        var outcome = await publisher.PublishAsync(caller.AppId, pubsub, topic, entries, ct);
        return outcome.Status switch
        {
            PublishStatus.Ok => null,
            PublishStatus.PubSubNotFound => DaprErrors.PubSubNotFound(pubsub),
            PublishStatus.TopicEmpty => DaprErrors.TopicEmpty(pubsub),
            PublishStatus.TopicForbidden => DaprErrors.TopicForbidden(outcome.Message),
            PublishStatus.BadEntries => DaprErrors.BadEntries(outcome.Message),
            _ => DaprErrors.PublishFailed($"error when publish to topic {topic} in pubsub {pubsub}: {outcome.Message}"),
        };
    }
}
