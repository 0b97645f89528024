using System.Net;
using System.Net.Http.Headers;
using UserRep.LocalMesh.PubSub.CloudEvents;
using UserRep.LocalMesh.PubSub.Journal;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>GET /dapr/subscribe, and a POST to the event's route.</summary>
internal sealed class HttpSubscriberChannel(IAppChannel channel) : ISubscriberChannel
{
    private static readonly MediaTypeHeaderValue CloudEvent = new(ContentTypes.CloudEvents);
    private static readonly MediaTypeHeaderValue Json = new(ContentTypes.Json);

    public async Task<SubscriptionAnswer> AskAsync(AppReplica replica, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/dapr/subscribe", UriKind.Relative));
        using var response = await channel.SendAsync(replica, request, ct);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => SubscriptionReader.Read(await response.Content.ReadAsByteArrayAsync(ct)),
            HttpStatusCode.NotFound => SubscriptionAnswer.None,
            var status => SubscriptionAnswer.Failed($"HTTP {(int)status}"),
        };
    }

    public async Task<DeliveryStatus> SingleAsync(AppReplica replica, Subscription subscription, string path, JournalMessage message, CancellationToken ct)
    {
        var wrapped = subscription.RawPayload ? DeliveryEnvelope.Raw(subscription.PubSubName, subscription.Topic, message.Data.Span) : null;
        using var request = Request(subscription, path, wrapped?.WrittenMemory ?? message.Data, CloudEvent);
        foreach (var (key, value) in message.Metadata)
        {
            if (MessageHeaders.MayTravel(key) && value.AsSpan().IndexOfAny('\r', '\n') < 0)
                request.Headers.TryAddWithoutValidation(key, value);
        }
        if (MessageHeaders.Traceparent(subscription, message) is { } trace)
            request.Headers.TryAddWithoutValidation("traceparent", trace);
        using var response = await channel.SendAsync(replica, request, ct);
        var reply = await response.Content.ReadAsByteArrayAsync(ct);
        // Only now: a request cut short may still be reading its body.
        wrapped?.Dispose();
        return AppReply.Single(response.StatusCode, reply);
    }

    public async Task BulkAsync(AppReplica replica, Subscription subscription, string path, IReadOnlyList<JournalMessage> messages, DeliveryStatus[] statuses, CancellationToken ct)
    {
        var body = DeliveryEnvelope.Bulk(subscription.PubSubName, subscription.Topic, subscription.RawPayload, messages);
        using var request = Request(subscription, path, body.WrittenMemory, Json);
        using var response = await channel.SendAsync(replica, request, ct);
        var reply = await response.Content.ReadAsByteArrayAsync(ct);
        body.Dispose();
        AppReply.Bulk(response.StatusCode, reply, [.. messages.Select(m => m.Id)], statuses);
    }

    private static HttpRequestMessage Request(Subscription subscription, string path, ReadOnlyMemory<byte> body, MediaTypeHeaderValue contentType)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = contentType;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path.StartsWith('/') ? path : "/" + path, UriKind.Relative)) { Content = content };
        request.Headers.TryAddWithoutValidation("pubsubname", subscription.PubSubName);
        return request;
    }
}
