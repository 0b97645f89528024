using Dapr.AppCallback.Autogen.Grpc.v1;
using Grpc.Core;
using UserRep.LocalMesh.PubSub.Deliveries;
using EventStatus = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace UserRep.LocalMesh.Tests.PubSub.Callbacks;

public sealed class CallbackDeliveryTests
{
    private static readonly TopicSubscription Plain = new() { PubsubName = "bus", Topic = "t", DeadLetterTopic = "dead", Routes = new TopicRoutes { Default = "on-t" } };

    [Fact]
    public async Task Event_ToApp_HasDaprdsShape()
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await new CallbackApp { Subscriptions = Only(Plain), OnEvent = Says(EventStatus.Success) }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.PublishAsync("t", 7, metadata: new Dictionary<string, string> { ["partitionKey"] = "p", ["no key"] = "x", ["own-bin"] = "x", ["umlaut"] = "ä", ["grpc-own"] = "x" });
        await mesh.DrainedAsync("t");
        var (request, headers) = Assert.Single(app.Events);
        Assert.Equal(("t", "bus", "on-t", "publisher"), (request.Topic, request.PubsubName, request.Path, request.Source));
        Assert.Equal(("com.dapr.event.sent", "1.0", "application/json", "{\"n\":7}"), (request.Type, request.SpecVersion, request.DataContentType, request.Data.ToStringUtf8()));
        Assert.Equal(("t", "bus"), (request.Extensions.Fields["topic"].StringValue, request.Extensions.Fields["pubsubname"].StringValue));
        Assert.True(Guid.TryParse(request.Id, out _));
        Assert.Equal(("bus", "p", request.Extensions.Fields["traceparent"].StringValue), (headers.GetValue("pubsubname"), headers.GetValue("partitionkey"), headers.GetValue("traceparent")));
        Assert.DoesNotContain(headers, h => h.Key is "no key" or "own-bin" or "umlaut" or "grpc-own");
        Assert.Equal(1, mesh.Stats("t").Delivered);
    }

    [Theory]
    [InlineData(EventStatus.Success, 1, 0)]
    [InlineData(EventStatus.Drop, 0, 1)]
    [InlineData(EventStatus.Retry, 0, 1)]
    [InlineData((EventStatus)9, 0, 1)]
    public async Task Status_IsAVerdict(EventStatus status, int delivered, int deadLettered)
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await new CallbackApp { Subscriptions = Only(Plain), OnEvent = Says(status) }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.PublishAsync("t", 1);
        await mesh.DrainedAsync("t");
        Assert.Single(app.Events);
        Assert.Equal((delivered, deadLettered), (mesh.Stats("t").Delivered, mesh.Stats("t").DeadLettered));
    }

    [Fact]
    public async Task Unimplemented_IsDroppedWithoutADeadLetter()
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await new CallbackApp { Subscriptions = Only(Plain) }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.PublishAsync("t", 1);
        await mesh.DrainedAsync("t");
        Assert.Single(app.Events);
        Assert.Equal((1, 0), (mesh.Stats("t").Dropped, mesh.Stats("t").DeadLettered));
    }

    [Theory]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Cancelled)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.NotFound)]
    public async Task AnyOtherFailure_IsDeliveredAgain(StatusCode code)
    {
        await using var mesh = new DispatcherFixture();
        var tries = 0;
        await using var app = await new CallbackApp
        {
            Subscriptions = Only(new TopicSubscription { PubsubName = "bus", Topic = "t" }),
            OnEvent = _ => ++tries < 3 ? throw new RpcException(new Status(code, "as asked")) : new TopicEventResponse(),
        }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.PublishAsync("t", 1);
        await mesh.DrainedAsync("t");
        Assert.Equal((3, 2), (app.Events.Count, mesh.Stats("t").Redelivered));
        Assert.Single(app.Events.Select(e => e.Event.Id).Distinct());
    }

    [Fact]
    public async Task Raw_IsTheMessagesBytesInANewEvent()
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await new CallbackApp { Subscriptions = Only(new TopicSubscription { PubsubName = "bus", Topic = "t", Metadata = { ["rawPayload"] = "true" } }), OnEvent = Says(EventStatus.Success) }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.PublishAsync("t", 1, metadata: new Dictionary<string, string> { ["rawPayload"] = "true" });
        await mesh.DrainedAsync("t");
        var request = Assert.Single(app.Events).Event;
        Assert.Equal(("{\"n\":1}", "application/octet-stream", ""), (request.Data.ToStringUtf8(), request.DataContentType, request.Path));
        Assert.Equal(["pubsubname", "topic"], request.Extensions.Fields.Keys.Order());
    }

    [Fact]
    public async Task AppWithoutSubscriptions_OrWithoutTheMethod_IsFine()
    {
        await using var mesh = new DispatcherFixture();
        await using var without = await new CallbackApp().StartAsync();
        await using var none = await new CallbackApp { Subscriptions = () => new ListTopicSubscriptionsResponse() }.StartAsync();
        await mesh.UpAsync(without.Replica);
        await mesh.UpAsync(none.Replica);
        Assert.Empty(mesh.Dispatcher.Stats());
        Assert.Equal((1, 1), (without.Asked, none.Asked));
    }

    [Fact]
    public async Task AppThatFailsToAnswerTheHandshake_IsAskedAgain()
    {
        await using var mesh = new DispatcherFixture();
        CallbackApp? app = null;
        await using var started = await (app = new CallbackApp { Subscriptions = () => app!.Asked < 2 ? throw new RpcException(new Status(StatusCode.Unavailable, "not yet")) : Only(Plain)() }).StartAsync();
        await mesh.UpAsync(started.Replica);
        Assert.Equal((2, "t"), (started.Asked, Assert.Single(mesh.Dispatcher.Stats()).Topic));
    }

    [Fact]
    public async Task AppThatIsGone_GetsTheEventWhenItIsBack()
    {
        await using var mesh = new DispatcherFixture(concurrency: 1);
        await using var app = await new CallbackApp { Subscriptions = Only(Plain), OnEvent = Says(EventStatus.Success) }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await app.DisposeAsync();
        await mesh.PublishAsync("t", 1);
        await Eventually.IsAsync(() => mesh.Stats("t").InFlight == 1, "it is on its way");
        await app.StartAsync();
        await mesh.DrainedAsync("t");
        // Nobody was there to fail it: there is no dead letter.
        Assert.Equal((1, 0), (mesh.Stats("t").Delivered, mesh.Stats("t").DeadLettered));
    }

    private static Func<ListTopicSubscriptionsResponse> Only(TopicSubscription subscription) => () => new ListTopicSubscriptionsResponse { Subscriptions = { subscription } };

    private static Func<TopicEventRequest, TopicEventResponse> Says(EventStatus status) => _ => new TopicEventResponse { Status = status };
}
