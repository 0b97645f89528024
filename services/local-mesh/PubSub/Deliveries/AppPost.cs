using System.Net.Http.Headers;
using UserRep.LocalMesh.PubSub.CloudEvents;
using UserRep.LocalMesh.PubSub.Journal;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>Posts events to one replica's route and reads its verdict. Throws what the channel throws where there is none.</summary>
internal sealed class AppPost(IAppChannel channel, AppReplica replica, string pubsubName, string topic, bool rawPayload)
{
    private static readonly MediaTypeHeaderValue CloudEvent = new(ContentTypes.CloudEvents);
    private static readonly MediaTypeHeaderValue Json = new(ContentTypes.Json);

    // Headers of the connection are not the publisher's to set.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "expect", "proxy-authorization", "pubsubname", "traceparent", "tracestate",
    };

    public async Task<DeliveryStatus> SingleAsync(string path, JournalMessage message, CancellationToken ct)
    {
        var wrapped = rawPayload ? DeliveryEnvelope.Raw(pubsubName, topic, message.Data.Span) : null;
        using var request = Request(path, wrapped?.WrittenMemory ?? message.Data, CloudEvent);
        foreach (var (key, value) in message.Metadata)
        {
            if (!Reserved.Contains(key) && value.AsSpan().IndexOfAny('\r', '\n') < 0)
                request.Headers.TryAddWithoutValidation(key, value);
        }
        if (!rawPayload && JsonText.TopLevelString(message.Data.Span, "traceparent") is { Length: > 0 } trace)
            request.Headers.TryAddWithoutValidation("traceparent", trace);
        using var response = await channel.SendAsync(replica, request, ct);
        var reply = await response.Content.ReadAsByteArrayAsync(ct);
        // Only now: a request cut short may still be reading its body.
        wrapped?.Dispose();
        return AppReply.Single(response.StatusCode, reply);
    }

    public async Task BulkAsync(string path, IReadOnlyList<JournalMessage> messages, DeliveryStatus[] statuses, CancellationToken ct)
    {
        var body = DeliveryEnvelope.Bulk(pubsubName, topic, rawPayload, messages);
        using var request = Request(path, body.WrittenMemory, Json);
        using var response = await channel.SendAsync(replica, request, ct);
        var reply = await response.Content.ReadAsByteArrayAsync(ct);
        body.Dispose();
        AppReply.Bulk(response.StatusCode, reply, [.. messages.Select(m => m.Id)], statuses);
    }

    private HttpRequestMessage Request(string path, ReadOnlyMemory<byte> body, MediaTypeHeaderValue contentType)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = contentType;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path.StartsWith('/') ? path : "/" + path, UriKind.Relative)) { Content = content };
        request.Headers.TryAddWithoutValidation("pubsubname", pubsubName);
        return request;
    }
}
