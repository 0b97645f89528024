using System.Text.Json;
using UserRep.LocalMesh.PubSub.Components;

namespace UserRep.LocalMesh.Tests.PubSub;

public sealed class SingleDeliveryTests
{
    private const string Plain = """[{"topic":"t","pubsubName":"bus","route":"on-t"}]""";
    private const string WithDeadLetter = """[{"Topic":"t","PubsubName":"bus","Route":"/on-t","deadLetterTopic":"dead"}]""";

    [Fact]
    public async Task Event_ToApp_HasDaprsShape()
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync(Plain, _ => Ok());
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 7, metadata: new Dictionary<string, string> { ["partitionKey"] = "p" });
        await mesh.DrainedAsync("t");
        var received = Assert.Single(app.Received);
        Assert.Equal("/on-t", received.Path);
        Assert.Equal("application/cloudevents+json", received.Headers["content-type"]);
        Assert.Equal("bus", received.Headers["pubsubname"]);
        Assert.Equal("p", received.Headers["partitionkey"]);
        Assert.Equal(received.Json.GetProperty("traceparent").GetString(), received.Headers["traceparent"]);
        Assert.Equal("publisher", received.Json.GetProperty("source").GetString());
        Assert.Equal(7, received.Number);
        Assert.Equal(1, mesh.Stats("t").Delivered);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(200, "garbage")]
    [InlineData(200, "[1]")]
    [InlineData(200, "{\"status\":\"SUCCESS\"}")]
    [InlineData(200, "{\"status\":null}")]
    [InlineData(200, "{\"other\":{\"status\":\"RETRY\"}}")]
    [InlineData(200, "{\"status\":5}")]
    [InlineData(404, "")]
    [InlineData(200, "{\"status\":\"DROP\"}")]
    public async Task Reply_ThatEndsIt_IsNotDeliveredAgain(int status, string body)
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync(Plain, _ => Task.FromResult((status, body)));
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1);
        await mesh.DrainedAsync("t");
        Assert.Single(app.Received);
        var dropped = status == 404 || body.Contains("DROP", StringComparison.Ordinal);
        Assert.Equal(dropped ? (0, 1) : (1, 0), (mesh.Stats("t").Delivered, mesh.Stats("t").Dropped));
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(400, "")]
    [InlineData(302, "")]
    [InlineData(200, "{\"status\":\"RETRY\"}")]
    [InlineData(200, "{\"Status\":\"anything\"}")]
    public async Task Reply_ThatFails_IsDeliveredAgainUntilItSucceeds(int status, string body)
    {
        await using var mesh = new DispatcherFixture();
        var tries = 0;
        await using var app = await SubscriberApp.StartAsync(Plain, _ => Task.FromResult(Interlocked.Increment(ref tries) < 4 ? (status, body) : (200, "")));
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1);
        await mesh.DrainedAsync("t");
        Assert.Equal(4, app.Received.Count);
        Assert.Single(app.Received.Select(r => r.Json.GetProperty("id").GetString()).Distinct());
        Assert.Equal(3, mesh.Stats("t").Redelivered);
    }

    [Fact]
    public async Task FailingEvent_DoesNotHoldUpOthers()
    {
        await using var mesh = new DispatcherFixture(concurrency: 1);
        await using var app = await SubscriberApp.StartAsync(Plain, r => Task.FromResult((r.Number == 1 ? 500 : 200, "")));
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1, 20);
        await Eventually.IsAsync(() => mesh.Stats("t").Delivered == 19, "all but the failing one are delivered");
        Assert.Equal(1, mesh.Stats("t").Backlog);
        Assert.NotNull(mesh.Stats("t").OldestSeconds);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(404, "")]
    [InlineData(200, "{\"status\":\"RETRY\"}")]
    [InlineData(200, "{\"status\":\"DROP\"}")]
    public async Task FailureWithDeadLetterTopic_GoesThereAsItWas(int status, string body)
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync(WithDeadLetter, _ => Task.FromResult((status, body)));
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1);
        await mesh.DrainedAsync("t");
        var received = Assert.Single(app.Received);
        Assert.Equal(received.Body, mesh.Journal.Topic("dead").ReadAll()[1]);
        Assert.Equal(1, mesh.Stats("t").DeadLettered);
    }

    [Fact]
    public async Task Rules_ByType_ChooseTheRoute()
    {
        const string Subscriptions = """
            [{"topic":"t","pubsubname":"bus","deadLetterTopic":"dead","routes":{"rules":[{"match":"event.type == \"red\"","path":"/red"},{"match":"event.type=='blue'","path":"/blue"}]}},
             {"topic":"u","pubsubname":"bus","routes":{"default":"/rest","rules":[{"match":"event.type == 'red'","path":"/red"}]}},
             {"topic":"v","pubsubname":"bus","routes":{"default":"/rest","rules":[{"match":"event.type == 'red' || event.data.n > 5","path":"/red"}]}},
             {"topic":"w","pubsubname":"bus"}, {"topic":"x","pubsubname":"nowhere","route":"/x"}]
            """;
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync(Subscriptions, _ => Ok());
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1, metadata: Type("red"));
        await mesh.PublishAsync("t", 2, metadata: Type("blue"));
        await mesh.PublishAsync("t", 3, metadata: Type("green"));
        await mesh.PublishAsync("u", 4, metadata: Type("green"));
        await mesh.PublishAsync("v", 9, metadata: Type("green"));
        await mesh.PublishAsync("v", 5, metadata: Type("green"));
        await mesh.DrainedAsync("t");
        await mesh.DrainedAsync("u");
        await mesh.DrainedAsync("v");
        Assert.Equal([("/red", 1), ("/blue", 2), ("/rest", 4), ("/rest", 5), ("/red", 9)], app.Received.Select(r => (r.Path, r.Number)).OrderBy(r => r.Number));
        Assert.Contains("\"n\":3", Assert.Single(mesh.Journal.Topic("dead").ReadAll()).Value);
        Assert.Equal(["t", "u", "v"], mesh.Dispatcher.Stats().Select(s => s.Topic).Order());
    }

    [Fact]
    public async Task Rules_ThatCantBeTold_FailTheEvent_WhichGoesToTheDeadLettersOrComesAgain()
    {
        const string Subscriptions = """
            [{"topic":"t","pubsubname":"bus","deadLetterTopic":"dead","routes":{"default":"/rest","rules":[{"match":"event.subject == 's'","path":"/s"}]}},
             {"topic":"u","pubsubname":"bus","routes":{"default":"/rest","rules":[{"match":"event.subject == 's'","path":"/s"}]}}]
            """;
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync(Subscriptions, _ => Ok());
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1);
        await mesh.PublishAsync("t", 2, metadata: new Dictionary<string, string> { ["cloudevent.subject"] = "s" });
        await mesh.PublishAsync("u", 3);
        await mesh.DrainedAsync("t");
        await Eventually.IsAsync(() => mesh.Stats("u").MostFailures >= 3, "it is tried again");
        Assert.Equal(("/s", 2), (Assert.Single(app.Received).Path, app.Received.Single().Number));
        Assert.Contains("\"n\":1", Assert.Single(mesh.Journal.Topic("dead").ReadAll()).Value);
        Assert.Equal(1, mesh.Stats("u").Backlog);
    }

    [Fact]
    public async Task Rules_OneThatIsNoCel_LeaveTheAppWithoutEvents()
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync("""[{"topic":"t","pubsubname":"bus","route":"/r"},{"topic":"u","pubsubname":"bus","routes":{"rules":[{"match":"event.type = 'a'","path":"/a"}]}}]""", _ => Ok());
        await mesh.UpAsync(app);
        Assert.Empty(mesh.Dispatcher.SubscriptionsOf("app"));
    }

    [Fact]
    public async Task ExpiredEvent_IsDropped()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, metadata: new Dictionary<string, string> { ["ttlInSeconds"] = "1" });
        await mesh.PublishAsync("t", 2);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        await using var app = await SubscriberApp.StartAsync(Plain, _ => Ok());
        await mesh.UpAsync(app);
        await mesh.DrainedAsync("t");
        Assert.Equal(2, Assert.Single(app.Received).Number);
        Assert.Equal(1, mesh.Stats("t").Dropped);
    }

    [Fact]
    public async Task RawSubscription_GetsNewEnvelopeWithBase64()
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync("""[{"topic":"t","pubsubname":"bus","route":"/r","metadata":{"rawPayload":"true"}}]""", _ => Ok());
        await mesh.UpAsync(app);
        await mesh.PublishAsync("t", 1, metadata: new Dictionary<string, string> { ["rawPayload"] = "true" });
        await mesh.DrainedAsync("t");
        var json = Assert.Single(app.Received).Json;
        Assert.Equal("{\"n\":1}"u8.ToArray(), json.GetProperty("data_base64").GetBytesFromBase64());
        Assert.Equal("application/octet-stream", json.GetProperty("datacontenttype").GetString());
    }

    [Fact]
    public async Task RawMessageThatIsNoJson_ToOrdinarySubscription_DoesNotBlockOthers()
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync(WithDeadLetter, _ => Ok());
        await mesh.UpAsync(app);
        var raw = JournalPublisherTests.Entry("", "no json") with { Metadata = new Dictionary<string, string> { ["rawPayload"] = "true" } };
        await mesh.Publisher.PublishAsync("publisher", "bus", "t", [raw], TestContext.Current.CancellationToken);
        await mesh.PublishAsync("t", 2);
        await mesh.DrainedAsync("t");
        Assert.Equal(2, Assert.Single(app.Received).Number);
        Assert.Equal("no json", mesh.Journal.Topic("dead").ReadAll()[1]);
    }

    [Fact]
    public async Task Subscription_OutsideItsScopes_GetsNothing()
    {
        await using var mesh = new DispatcherFixture(new TopicRules(null, null, null, "app=other"));
        await using var app = await SubscriberApp.StartAsync(Plain, _ => Ok());
        await mesh.UpAsync(app);
        Assert.Empty(mesh.Dispatcher.Stats());
    }

    [Fact]
    public async Task App_WithoutSubscriptions_IsFine()
    {
        await using var mesh = new DispatcherFixture();
        await using var app = await SubscriberApp.StartAsync("", _ => Ok());
        await mesh.UpAsync(app);
        Assert.Empty(mesh.Dispatcher.SubscriptionsOf("app"));
    }

    private static Dictionary<string, string> Type(string type) => new() { ["cloudevent.type"] = type };

    private static Task<(int, string)> Ok() => Task.FromResult((200, ""));
}
