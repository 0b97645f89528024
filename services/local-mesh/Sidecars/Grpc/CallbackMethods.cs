using Dapr.AppCallback.Autogen.Grpc.v1;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace UserRep.LocalMesh.Sidecars.Grpc;

/// <summary>What a sidecar calls in an app that speaks gRPC.</summary>
internal static class CallbackMethods
{
    public static readonly Method<InvokeRequest, InvokeResponse> OnInvoke = ProtobufMethod.Unary<InvokeRequest, InvokeResponse>(AppCallback.Descriptor, "OnInvoke");

    public static readonly Method<Empty, ListTopicSubscriptionsResponse> ListTopicSubscriptions =
        ProtobufMethod.Unary<Empty, ListTopicSubscriptionsResponse>(AppCallback.Descriptor, "ListTopicSubscriptions");

    public static readonly Method<TopicEventRequest, TopicEventResponse> OnTopicEvent =
        ProtobufMethod.Unary<TopicEventRequest, TopicEventResponse>(AppCallback.Descriptor, "OnTopicEvent");

    public static readonly Method<TopicEventBulkRequest, TopicEventBulkResponse> OnBulkTopicEvent =
        ProtobufMethod.Unary<TopicEventBulkRequest, TopicEventBulkResponse>(AppCallback.Descriptor, "OnBulkTopicEvent");

    public static readonly Method<TopicEventBulkRequest, TopicEventBulkResponse> OnBulkTopicEventAlpha1 =
        ProtobufMethod.Unary<TopicEventBulkRequest, TopicEventBulkResponse>(AppCallbackAlpha.Descriptor, "OnBulkTopicEventAlpha1");
}
