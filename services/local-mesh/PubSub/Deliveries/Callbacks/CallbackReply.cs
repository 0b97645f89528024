using Dapr.AppCallback.Autogen.Grpc.v1;
using Grpc.Core;
using EventStatus = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace UserRep.LocalMesh.PubSub.Deliveries.Callbacks;

/// <summary>What a subscriber's answer over gRPC means.</summary>
internal static class CallbackReply
{
    /// <summary>A number that daprd has no name for is a retry. An answer without one is Success, which is 0.</summary>
    public static DeliveryStatus Of(EventStatus status) => status switch
    {
        EventStatus.Success => DeliveryStatus.Success,
        EventStatus.Drop => DeliveryStatus.Drop,
        _ => DeliveryStatus.Retry,
    };

    /// <summary>daprd drops what meets UNIMPLEMENTED without a dead letter, unlike a DROP.</summary>
    public static DeliveryStatus Of(StatusCode failure) => failure == StatusCode.Unimplemented ? DeliveryStatus.Gone : DeliveryStatus.Retry;

    /// <summary>Sets <paramref name="statuses"/>, which belong to <paramref name="ids"/> in order; an entry that the answer lacks keeps its own.</summary>
    public static void Bulk(TopicEventBulkResponse response, IReadOnlyList<long> ids, Span<DeliveryStatus> statuses)
    {
        foreach (var entry in response.Statuses)
            AppReply.Set(entry.EntryId, Of(entry.Status), ids, statuses);
    }
}
