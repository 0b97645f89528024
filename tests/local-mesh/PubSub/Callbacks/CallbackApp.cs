using System.Collections.Concurrent;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.PubSub.Callbacks;

/// <summary>A small app that speaks gRPC: its subscriptions and answers are the test's. Without an answer of its kind a call is UNIMPLEMENTED.</summary>
internal sealed class CallbackApp : AppCallback.AppCallbackBase, IAsyncDisposable
{
    private WebApplication _app = null!;

    public AppReplica Replica { get; } = new("app", 0, Sidecars.FreePorts.Take(1).Single(), 0, 0) { Protocol = AppProtocol.Grpc };

    public Func<ListTopicSubscriptionsResponse>? Subscriptions { get; init; }

    public Func<TopicEventRequest, TopicEventResponse>? OnEvent { get; init; }

    public Func<TopicEventBulkRequest, TopicEventBulkResponse>? OnBulk { get; init; }

    public Func<TopicEventBulkRequest, TopicEventBulkResponse>? OnBulkAlpha { get; init; }

    /// <summary>How often it was asked for its subscriptions.</summary>
    public int Asked { get; private set; }

    public ConcurrentQueue<(TopicEventRequest Event, Metadata Headers)> Events { get; } = [];

    public ConcurrentQueue<TopicEventBulkRequest> Bulks { get; } = [];

    public async Task<CallbackApp> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.ListenLocalhost(Replica.AppPort!.Value, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        builder.Services.AddSingleton(new CallbackAlpha(this));
        _app = builder.Build();
        _app.MapGrpcService<CallbackApp>();
        _app.MapGrpcService<CallbackAlpha>();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }

    public override Task<ListTopicSubscriptionsResponse> ListTopicSubscriptions(Empty request, ServerCallContext context)
    {
        Asked++;
        return Task.FromResult(Or(Subscriptions)());
    }

    public override Task<TopicEventResponse> OnTopicEvent(TopicEventRequest request, ServerCallContext context)
    {
        Events.Enqueue((request, context.RequestHeaders));
        return Task.FromResult(Or(OnEvent)(request));
    }

    public override Task<TopicEventBulkResponse> OnBulkTopicEvent(TopicEventBulkRequest request, ServerCallContext context) => Task.FromResult(Bulk(OnBulk, request));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private TopicEventBulkResponse Bulk(Func<TopicEventBulkRequest, TopicEventBulkResponse>? answer, TopicEventBulkRequest request)
    {
        var answered = Or(answer)(request);
        Bulks.Enqueue(request);
        return answered;
    }

    private static T Or<T>(T? answer) => answer ?? throw new RpcException(new Status(StatusCode.Unimplemented, "not here"));

    private sealed class CallbackAlpha(CallbackApp app) : AppCallbackAlpha.AppCallbackAlphaBase
    {
        [Obsolete("Deprecated in Dapr, whose older SDKs know no other.")]
        public override Task<TopicEventBulkResponse> OnBulkTopicEventAlpha1(TopicEventBulkRequest request, ServerCallContext context) => Task.FromResult(app.Bulk(app.OnBulkAlpha, request));
    }
}
