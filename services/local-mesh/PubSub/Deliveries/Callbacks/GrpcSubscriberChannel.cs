using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using UserRep.LocalMesh.PubSub.Journal;
using UserRep.LocalMesh.Sidecars.Grpc;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.PubSub.Deliveries.Callbacks;

/// <summary>dapr.proto.runtime.v1.AppCallback. As with daprd a method that isn't there takes no events, and they are dropped; any other failure is the app's to try again.</summary>
internal sealed class GrpcSubscriberChannel(IAppChannel channel) : ISubscriberChannel
{
    public async Task<SubscriptionAnswer> AskAsync(AppReplica replica, CancellationToken ct)
    {
        try
        {
            return CallbackSubscriptions.Read(await CallAsync(replica, CallbackMethods.ListTopicSubscriptions, new Empty(), [], ct));
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode == StatusCode.Unimplemented ? SubscriptionAnswer.None : SubscriptionAnswer.Failed($"{refusal.StatusCode}: {refusal.Status.Detail}");
        }
    }

    public async Task<DeliveryStatus> SingleAsync(AppReplica replica, Subscription subscription, string path, JournalMessage message, CancellationToken ct)
    {
        if (TopicEvents.Single(subscription, path, message) is not { } request)
            return DeliveryStatus.Retry;
        try
        {
            return CallbackReply.Of((await CallAsync(replica, CallbackMethods.OnTopicEvent, request, CallbackMetadata.Of(subscription, message), ct)).Status);
        }
        catch (RpcException refusal)
        {
            return CallbackReply.Of(refusal.StatusCode);
        }
    }

    public async Task BulkAsync(AppReplica replica, Subscription subscription, string path, IReadOnlyList<JournalMessage> messages, DeliveryStatus[] statuses, CancellationToken ct)
    {
        // Also what becomes of an entry that can't be sent.
        statuses.AsSpan().Fill(DeliveryStatus.Retry);
        try
        {
            var reply = await BulkCallAsync(replica, subscription, TopicEvents.Bulk(subscription, path, messages), ct);
            CallbackReply.Bulk(reply, [.. messages.Select(m => m.Id)], statuses);
        }
        catch (RpcException refusal)
        {
            statuses.AsSpan().Fill(CallbackReply.Of(refusal.StatusCode));
        }
    }

    /// <summary>The call was an alpha one once, and apps that know it by that name only are asked by it.</summary>
    private async Task<TopicEventBulkResponse> BulkCallAsync(AppReplica replica, Subscription subscription, TopicEventBulkRequest request, CancellationToken ct)
    {
        try
        {
            return await CallAsync(replica, CallbackMethods.OnBulkTopicEvent, request, CallbackMetadata.Of(subscription), ct);
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.Unimplemented)
        {
            return await CallAsync(replica, CallbackMethods.OnBulkTopicEventAlpha1, request, CallbackMetadata.Of(subscription), ct);
        }
    }

    /// <summary>What the app says stays an <see cref="RpcException"/>; that it can't be reached, or broke off, is thrown as over HTTP.</summary>
    private async Task<TResponse> CallAsync<TRequest, TResponse>(AppReplica replica, Method<TRequest, TResponse> method, TRequest request, Metadata metadata, CancellationToken ct)
        where TRequest : class
        where TResponse : class
    {
        try
        {
            return await channel.Call(replica, method, request, metadata, ct);
        }
        catch (RpcException) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (RpcException failure) when (failure.Status.DebugException is { } cause)
        {
            var kind = (cause as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
            throw new HttpRequestException(kind, failure.Status.Detail, cause);
        }
    }
}
