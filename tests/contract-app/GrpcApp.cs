using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using InvokeRequest = Dapr.Client.Autogen.Grpc.v1.InvokeRequest;
using InvokeResponse = Dapr.Client.Autogen.Grpc.v1.InvokeResponse;

namespace UserRep.ContractApp;

/// <summary>Dapr's contract over gRPC by hand: what the sidecar sends is kept as it came, and answered as the event asks.</summary>
internal sealed class GrpcApp(GrpcEvents events, GrpcCalls calls) : AppCallback.AppCallbackBase
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(k => k.ConfigureEndpointDefaults(e => e.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Replies>();
        builder.Services.AddSingleton<GrpcEvents>();
        builder.Services.AddSingleton<GrpcCalls>();
    }

    public static void Map(WebApplication app)
    {
        app.MapGrpcService<GrpcApp>();
        app.MapGrpcService<GrpcAlphaApp>();
        // A service of the app's own: its messages come back as they are.
        app.MapPost("/contract.Echo/Call", async context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["x-caller"] = context.Request.Headers["dapr-caller-app-id"];
            await context.Request.Body.CopyToAsync(context.Response.Body);
            context.Response.AppendTrailer("grpc-status", "0");
        });
    }

    public override Task<ListTopicSubscriptionsResponse> ListTopicSubscriptions(Empty request, ServerCallContext context) => Task.FromResult(GrpcEvents.Subscriptions);

    public override Task<TopicEventResponse> OnTopicEvent(TopicEventRequest request, ServerCallContext context) => Task.FromResult(events.Take(request, context));

    public override Task<TopicEventBulkResponse> OnBulkTopicEvent(TopicEventBulkRequest request, ServerCallContext context) => Task.FromResult(events.Take(request, context));

    public override Task<InvokeResponse> OnInvoke(InvokeRequest request, ServerCallContext context) => calls.AnswerAsync(request, context);
}
