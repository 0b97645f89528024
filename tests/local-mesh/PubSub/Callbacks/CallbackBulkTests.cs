using Dapr.AppCallback.Autogen.Grpc.v1;
using Grpc.Core;
using UserRep.LocalMesh.PubSub;
using EventStatus = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace UserRep.LocalMesh.Tests.PubSub.Callbacks;

public sealed class CallbackBulkTests
{
    [Fact]
    public async Task Bulk_ToApp_HasDaprdsShape()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, 25, new Dictionary<string, string> { ["key"] = "k" });
        await using var app = await new CallbackApp { Subscriptions = Bulk(), OnBulk = All }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.DrainedAsync("t");
        Assert.Equal([5, 10, 10], app.Bulks.Select(b => b.Entries.Count).Order());
        var bulk = app.Bulks.First();
        Assert.Equal(("com.dapr.event.sent.bulk", "t", "bus", "all", "bus"), (bulk.Type, bulk.Topic, bulk.PubsubName, bulk.Path, bulk.Metadata["pubsubName"]));
        Assert.True(Guid.TryParse(bulk.Id, out _));
        var entry = bulk.Entries[0];
        Assert.Equal(("application/cloudevents+json", "k"), (entry.ContentType, entry.Metadata["key"]));
        Assert.Equal(("publisher", "application/json"), (entry.CloudEvent.Source, entry.CloudEvent.DataContentType));
        Assert.Equal(Enumerable.Range(1, 25).Select(n => $"{{\"n\":{n}}}").Order(), app.Bulks.SelectMany(b => b.Entries).Select(e => e.CloudEvent.Data.ToStringUtf8()).Order());
    }

    [Fact]
    public async Task MixedReply_RetriesOnlyWhatFailedOrIsMissing()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, 5);
        var first = true;
        await using var app = await new CallbackApp
        {
            Subscriptions = Bulk(),
            OnBulk = bulk =>
            {
                if (!first)
                    return All(bulk);
                first = false;
                // 1 succeeds, 2 is to be retried, 3 dropped, 4 has an unknown status, 5 is missing; 99 was never sent.
                var statuses = new[] { EventStatus.Success, EventStatus.Retry, EventStatus.Drop, (EventStatus)9 };
                var entries = bulk.Entries.Zip(statuses, (e, s) => new TopicEventBulkResponseEntry { EntryId = e.EntryId, Status = s });
                return new TopicEventBulkResponse { Statuses = { entries, new TopicEventBulkResponseEntry { EntryId = "99" } } };
            },
        }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.DrainedAsync("t");
        Assert.Equal(["{\"n\":2}", "{\"n\":4}", "{\"n\":5}"], app.Bulks.Skip(1).SelectMany(b => b.Entries).Select(e => e.CloudEvent.Data.ToStringUtf8()).Order());
        Assert.Equal((4, 1), (mesh.Stats("t").Delivered, mesh.Stats("t").Dropped));
    }

    [Fact]
    public async Task AppThatKnowsTheAlphaCall_GetsThat()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, 3);
        await using var app = await new CallbackApp { Subscriptions = Bulk(), OnBulkAlpha = All }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.DrainedAsync("t");
        Assert.Equal(3, mesh.Stats("t").Delivered);
    }

    [Fact]
    public async Task AppThatKnowsNeither_DropsAll_WithoutADeadLetter()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, 3);
        await using var app = await new CallbackApp { Subscriptions = Bulk(deadLetters: "dead") }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.DrainedAsync("t");
        Assert.Equal((3, 0), (mesh.Stats("t").Dropped, mesh.Stats("t").DeadLettered));
    }

    [Fact]
    public async Task AnyOtherFailure_RetriesAll()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, 3);
        var tries = 0;
        await using var app = await new CallbackApp { Subscriptions = Bulk(), OnBulk = b => ++tries == 1 ? throw new RpcException(new Status(StatusCode.Internal, "as asked")) : All(b) }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.DrainedAsync("t");
        Assert.Equal((3, 3), (mesh.Stats("t").Delivered, mesh.Stats("t").Redelivered));
    }

    [Fact]
    public async Task Entry_ThatCantBeSent_FailsAlone()
    {
        await using var mesh = new DispatcherFixture();
        // A text event whose data are no text.
        var odd = JournalPublisherTests.Entry("odd", """{"id":"odd","datacontenttype":"text/plain","data":1}""") with { ContentType = ContentTypes.CloudEvents };
        Assert.Equal(PublishOutcome.Ok, await mesh.Publisher.PublishAsync("publisher", "bus", "t", [odd], TestContext.Current.CancellationToken));
        await mesh.PublishAsync("t", 2);
        await using var app = await new CallbackApp { Subscriptions = Bulk(deadLetters: "dead"), OnBulk = All }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.DrainedAsync("t");
        Assert.Equal((1, 1), (mesh.Stats("t").Delivered, mesh.Stats("t").DeadLettered));
        Assert.Single(Assert.Single(app.Bulks).Entries);
    }

    [Fact]
    public async Task BinaryData_AreEmpty_AsFromDaprd()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.Publisher.PublishAsync("publisher", "bus", "t", [JournalPublisherTests.Entry("b", "bytes", ContentTypes.OctetStream)], TestContext.Current.CancellationToken);
        await using var app = await new CallbackApp { Subscriptions = Bulk(), OnBulk = All }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.DrainedAsync("t");
        Assert.Equal((ContentTypes.OctetStream, 0), (app.Bulks.Single().Entries[0].CloudEvent.DataContentType, app.Bulks.Single().Entries[0].CloudEvent.Data.Length));
    }

    [Fact]
    public async Task Raw_IsTheMessagesBytes()
    {
        await using var mesh = new DispatcherFixture();
        await mesh.PublishAsync("t", 1, metadata: new Dictionary<string, string> { ["rawPayload"] = "true" });
        await using var app = await new CallbackApp { Subscriptions = Bulk(raw: "true"), OnBulk = All }.StartAsync();
        await mesh.UpAsync(app.Replica);
        await mesh.DrainedAsync("t");
        Assert.Equal("{\"n\":1}", Assert.Single(Assert.Single(app.Bulks).Entries).Bytes.ToStringUtf8());
    }

    private static TopicEventBulkResponse All(TopicEventBulkRequest bulk) => new() { Statuses = { bulk.Entries.Select(e => new TopicEventBulkResponseEntry { EntryId = e.EntryId }) } };

    private static Func<ListTopicSubscriptionsResponse> Bulk(string deadLetters = "", string raw = "false") => () => new ListTopicSubscriptionsResponse
    {
        Subscriptions =
        {
            new TopicSubscription
            {
                PubsubName = "bus", Topic = "t", DeadLetterTopic = deadLetters, Metadata = { ["rawPayload"] = raw }, Routes = new TopicRoutes { Default = "all" },
                BulkSubscribe = new BulkSubscribeConfig { Enabled = true, MaxMessagesCount = 10 },
            },
        },
    };
}
