using Dapr.AppCallback.Autogen.Grpc.v1;
using UserRep.LocalMesh.PubSub.Deliveries;
using UserRep.LocalMesh.PubSub.Deliveries.Callbacks;

namespace UserRep.LocalMesh.Tests.PubSub.Callbacks;

public sealed class CallbackSubscriptionsTests
{
    [Fact]
    public void Entry_WithAllThereIs_IsASubscription()
    {
        var subscription = Assert.Single(Read(new TopicSubscription
        {
            PubsubName = "bus",
            Topic = "t",
            Metadata = { ["RawPayload"] = "true" },
            DeadLetterTopic = "dead",
            BulkSubscribe = new BulkSubscribeConfig { Enabled = true, MaxMessagesCount = 7, MaxAwaitDurationMs = 1 },
            Routes = new TopicRoutes { Default = "rest", Rules = { new TopicRule { Match = "event.type == \"a\"", Path = "a" } } },
        }).Subscriptions);
        Assert.Equal(("bus", "t", "dead", 7, true), (subscription.PubSubName, subscription.Topic, subscription.DeadLetterTopic, subscription.BulkMessages, subscription.RawPayload));
        Assert.Equal([("event.type == \"a\"", "a"), ("", "rest")], Routes(subscription));
    }

    [Fact]
    public void Entry_WithoutRoutes_TakesAllByTheEmptyPath()
    {
        var answer = Read(new TopicSubscription { PubsubName = "bus", Topic = "t" }, new TopicSubscription { PubsubName = "bus", Topic = "u", Routes = new TopicRoutes() });
        Assert.All(answer.Subscriptions, s => Assert.Equal([("", "")], Routes(s)));
        Assert.All(answer.Subscriptions, s => Assert.Equal((null, null, false), (s.DeadLetterTopic, s.BulkMessages, s.RawPayload)));
        Assert.Equal(2, answer.Subscriptions.Count);
    }

    [Fact]
    public void Rules_WithoutADefault_HaveNone_AndARuleThatAsksForNothingMatches()
    {
        var answer = Read(
            new TopicSubscription { PubsubName = "bus", Topic = "t", Routes = new TopicRoutes { Rules = { new TopicRule { Match = "event.type == 'a'", Path = "a" } } } },
            new TopicSubscription { PubsubName = "bus", Topic = "u", Routes = new TopicRoutes { Rules = { new TopicRule { Match = " ", Path = "all" } } } });
        Assert.Equal([("event.type == 'a'", "a")], Routes(answer.Subscriptions[0]));
        Assert.Equal([("", "all")], Routes(answer.Subscriptions[1]));
    }

    [Theory]
    [InlineData(false, 5, null)]
    [InlineData(true, 0, 100)]
    [InlineData(true, 1_000_000, 10_000)]
    public void BulkSubscribe_IsBoundedAndHasADefault(bool enabled, int wanted, int? expected) =>
        Assert.Equal(expected, Read(new TopicSubscription { PubsubName = "bus", Topic = "t", BulkSubscribe = new BulkSubscribeConfig { Enabled = enabled, MaxMessagesCount = wanted } }).Subscriptions[0].BulkMessages);

    [Fact]
    public void Entry_ThatCantBeHonoured_IsAProblem_AndLeavesTheOthers()
    {
        var answer = Read(
            new TopicSubscription { PubsubName = "bus" }, new TopicSubscription { Topic = "t" },
            new TopicSubscription { PubsubName = "bus", Topic = "u" }, new TopicSubscription { PubsubName = "bus", Topic = "u" });
        Assert.Equal("u", Assert.Single(answer.Subscriptions).Topic);
        Assert.Collection(answer.Problems,
            p => Assert.Contains("lacks", p), p => Assert.Contains("lacks", p), p => Assert.Contains("second", p));
        Assert.Null(answer.Failure);
    }

    [Fact]
    public void Rules_ThatAreNoCel_LeaveTheAppWithoutAnySubscription()
    {
        var answer = Read(
            new TopicSubscription { PubsubName = "bus", Topic = "t", Routes = new TopicRoutes { Rules = { new TopicRule { Match = "event.data.n >", Path = "a" } } } },
            new TopicSubscription { PubsubName = "bus", Topic = "u", Routes = new TopicRoutes { Rules = { new TopicRule { Match = "event.type = 'a'", Path = "a" } } } },
            new TopicSubscription { PubsubName = "bus", Topic = "v" });
        Assert.Empty(answer.Subscriptions);
        Assert.Collection(answer.Problems, p => Assert.Contains("event.data.n >", p), p => Assert.Contains("event.type = 'a'", p));
        Assert.Null(answer.Failure);
    }

    private static IEnumerable<(string, string)> Routes(Subscription subscription) => subscription.Routes.Select(r => (r.Match, r.Path));

    private static SubscriptionAnswer Read(params TopicSubscription[] entries) => CallbackSubscriptions.Read(new ListTopicSubscriptionsResponse { Subscriptions = { entries } });
}
