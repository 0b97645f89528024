using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using UserRep.LocalMesh.PubSub.CloudEvents;
using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.PubSub.Deliveries.Callbacks;

/// <summary>Stored messages as the requests that daprd makes of them.</summary>
internal static class TopicEvents
{
    /// <summary>Null where the event's data are not what its content type says: daprd makes no call then, and tries again.</summary>
    public static TopicEventRequest? Single(Subscription subscription, string path, JournalMessage message)
    {
        using var wrapped = subscription.RawPayload ? DeliveryEnvelope.Raw(subscription.PubSubName, subscription.Topic, message.Data.Span) : null;
        return EventParts.Read(wrapped?.WrittenMemory ?? message.Data, decodeBase64: true) is not { } parts ? null : new TopicEventRequest
        {
            Id = parts.Id,
            Source = parts.Source,
            Type = parts.Type,
            SpecVersion = parts.SpecVersion,
            DataContentType = parts.DataContentType,
            Data = parts.Data,
            Topic = subscription.Topic,
            PubsubName = subscription.PubSubName,
            Path = path,
            Extensions = parts.Extensions,
        };
    }

    /// <summary>Entries that can't be sent are left out.</summary>
    public static TopicEventBulkRequest Bulk(Subscription subscription, string path, IReadOnlyList<JournalMessage> messages)
    {
        var request = new TopicEventBulkRequest
        {
            Id = Guid.NewGuid().ToString(),
            Type = CloudEventFields.DefaultBulkType,
            Topic = subscription.Topic,
            PubsubName = subscription.PubSubName,
            Path = path,
            Metadata = { ["pubsubName"] = subscription.PubSubName },
        };
        foreach (var message in messages)
        {
            var entry = new TopicEventBulkRequestEntry { EntryId = $"{message.Id}", ContentType = ContentTypeOf(subscription, message) };
            foreach (var (key, value) in message.Metadata)
                entry.Metadata[key] = value;
            if (subscription.RawPayload)
                entry.Bytes = ByteString.CopyFrom(message.Data.Span);
            else if (CloudEvent(message) is { } cloudEvent)
                entry.CloudEvent = cloudEvent;
            else
                continue;
            request.Entries.Add(entry);
        }
        return request;
    }

    // daprd decodes data_base64 for a single event and not for one in a bulk, whose data are empty then.
    private static TopicEventCERequest? CloudEvent(JournalMessage message) => EventParts.Read(message.Data, decodeBase64: false) is not { } parts ? null : new TopicEventCERequest
    {
        Id = parts.Id,
        Source = parts.Source,
        Type = parts.Type,
        SpecVersion = parts.SpecVersion,
        DataContentType = parts.DataContentType,
        Data = parts.Data,
        Extensions = parts.Extensions,
    };

    private static string ContentTypeOf(Subscription subscription, JournalMessage message) =>
        message.ContentType is { Length: > 0 } type ? type : subscription.RawPayload ? ContentTypes.OctetStream : ContentTypes.CloudEvents;
}
