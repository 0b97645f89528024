using UserRep.LocalMesh.PubSub.CloudEvents;
using UserRep.LocalMesh.PubSub.Components;
using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.PubSub;

/// <summary>Publishing to journals. A call is all or nothing: its entries go to the disk in one group, or none does.</summary>
internal sealed class JournalPublisher(PubSubComponents components, TimeProvider time) : IPublisher
{
    /// <summary>Longest content type kept with a message.</summary>
    private const int MaxContentTypeLength = 1024;

    public async Task<PublishOutcome> PublishAsync(string callerAppId, string pubsubName, string topic, IReadOnlyList<PublishEntry> entries, CancellationToken ct)
    {
        if (components.Find(pubsubName, callerAppId) is not { } component)
            return new PublishOutcome(PublishStatus.PubSubNotFound, $"pubsub {pubsubName} is not found");
        if (topic.Length == 0)
            return new PublishOutcome(PublishStatus.TopicEmpty, $"topic is empty in pubsub {pubsubName}");
        if (!component.Rules.MayPublish(callerAppId, topic))
            return new PublishOutcome(PublishStatus.TopicForbidden, $"topic {topic} is not allowed for app id {callerAppId}");
        if (EntryIdError(entries) is { } duplicate)
            return new PublishOutcome(PublishStatus.BadEntries, duplicate);
        if (entries.Count == 0)
            return PublishOutcome.Ok;

        // An envelope is about 400 bytes.
        var batch = new RecordBatch(entries.Sum(e => e.Data.Length + 512));
        if (Encode(batch, component.Name, topic, callerAppId, entries) is { } bad)
        {
            batch.Dispose();
            return new PublishOutcome(PublishStatus.BadEntries, bad);
        }
        var result = await component.Journal.AppendAsync(topic, batch, ct);
        return result.Durable
            ? PublishOutcome.Ok
            : new PublishOutcome(PublishStatus.BrokerError, $"error when publish to topic {topic} in pubsub {pubsubName}: {result.Error}");
    }

    private string? Encode(RecordBatch batch, string pubsubName, string topic, string source, IReadOnlyList<PublishEntry> entries)
    {
        var now = time.GetUtcNow();
        using var envelopes = new CloudEventWriter(batch.Buffer, pubsubName, topic, source, now);
        foreach (var entry in entries)
        {
            if (PublishMetadata.Parse(entry.Metadata, out var error) is not { } metadata)
                return $"entry '{entry.EntryId}': {error}";
            if (entry.ContentType.Length > MaxContentTypeLength)
                return $"entry '{entry.EntryId}': the content type is longer than {MaxContentTypeLength} characters";
            batch.Begin(now.ToUnixTimeMilliseconds(), metadata.RawPayload ? entry.ContentType : ContentTypes.CloudEvents, metadata.Rest);
            if (metadata.RawPayload)
            {
                batch.Buffer.Write(entry.Data.Span);
                batch.End(RecordFlags.Raw, metadata.Ttl is { } ttl ? (now + ttl).ToUnixTimeMilliseconds() : 0);
            }
            else if (!ContentTypes.Is(entry.ContentType, ContentTypes.CloudEvents))
            {
                batch.End(RecordFlags.None, envelopes.Wrap(entry, metadata));
            }
            else if (envelopes.TryComplete(entry, metadata, out var expires))
            {
                batch.End(RecordFlags.None, expires);
            }
            else
            {
                return $"entry '{entry.EntryId}': the content type says {ContentTypes.CloudEvents}, the data are no JSON object";
            }
        }
        return null;
    }

    /// <summary>Only a bulk publish has entry ids.</summary>
    private static string? EntryIdError(IReadOnlyList<PublishEntry> entries)
    {
        if (entries.Count < 2)
            return null;
        var seen = new HashSet<string>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.EntryId.Length == 0)
                return "entryId is empty";
            if (!seen.Add(entry.EntryId))
                return $"entryId {entry.EntryId} is used twice";
        }
        return null;
    }
}
