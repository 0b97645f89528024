using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using UserRep.LocalMesh.PubSub;

namespace UserRep.LocalMesh.Sidecars.Publish;

/// <summary>PublishEvent and BulkPublishEvent.</summary>
internal sealed class PublishGrpc(PublishApi api)
{
    private const string SingleEntry = "0";

    public async Task<Empty> Publish(Sidecar caller, PublishEventRequest request, ServerCallContext call)
    {
        var entry = new PublishEntry(SingleEntry, request.Data.Memory, request.DataContentType, request.Metadata.AsReadOnly(),
            call.RequestHeaders.GetValue("traceparent"), call.RequestHeaders.GetValue("tracestate"));
        await PublishAsync(caller, request.PubsubName, request.Topic, [entry], call.CancellationToken);
        return new Empty();
    }

    public async Task<BulkPublishResponse> Bulk(Sidecar caller, BulkPublishRequest request, ServerCallContext call)
    {
        var (parent, state) = (call.RequestHeaders.GetValue("traceparent"), call.RequestHeaders.GetValue("tracestate"));
        var metadata = request.Metadata.AsReadOnly();
        var entries = new List<PublishEntry>(request.Entries.Count);
        foreach (var entry in request.Entries)
            entries.Add(new PublishEntry(entry.EntryId, entry.Event.Memory, entry.ContentType, RequestMetadata.Merge(metadata, entry.Metadata.AsReadOnly()), parent, state));
        await PublishAsync(caller, request.PubsubName, request.Topic, entries, call.CancellationToken);
        return new BulkPublishResponse();
    }

    private async Task PublishAsync(Sidecar caller, string pubsub, string topic, List<PublishEntry> entries, CancellationToken ct)
    {
        if (await api.PublishAsync(caller, pubsub, topic, entries, ct) is { } error)
            throw error.ToException();
    }
}
