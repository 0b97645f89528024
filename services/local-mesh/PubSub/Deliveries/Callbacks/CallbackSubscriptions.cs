using Dapr.AppCallback.Autogen.Grpc.v1;

namespace UserRep.LocalMesh.PubSub.Deliveries.Callbacks;

/// <summary>Reads an app's answer to ListTopicSubscriptions.</summary>
internal static class CallbackSubscriptions
{
    private const string RawPayload = "rawPayload";

    public static SubscriptionAnswer Read(ListTopicSubscriptionsResponse response)
    {
        var subscriptions = new List<Subscription>();
        var problems = new List<string>();
        var badRules = new List<string>();
        foreach (var entry in response.Subscriptions)
        {
            if (Read(entry, badRules, out var problem) is { } subscription)
                SubscriptionReader.Add(subscription, subscriptions, problems);
            else
                problems.Add(problem);
        }
        return SubscriptionAnswer.Of(subscriptions, problems, badRules);
    }

    private static Subscription? Read(TopicSubscription entry, List<string> badRules, out string problem)
    {
        problem = "";
        if (entry.Topic.Length == 0 || entry.PubsubName.Length == 0)
        {
            problem = "an entry lacks topic or pubsub_name";
            return null;
        }
        var routes = new List<RouteRule>();
        foreach (var rule in entry.Routes?.Rules ?? [])
            SubscriptionReader.AddRule(routes, entry.Topic, rule.Match, rule.Path, badRules);
        var path = entry.Routes?.Default ?? "";
        // Over gRPC an app needs no route: without any there is one for all events, whose path is empty.
        if (path.Length > 0 || routes.Count == 0)
            routes.Add(RouteRule.Always(path));
        var raw = entry.Metadata.Any(m => m.Key.Equals(RawPayload, StringComparison.OrdinalIgnoreCase) && SubscriptionReader.IsTrue(m.Value));
        int? bulk = entry.BulkSubscribe is { Enabled: true } wanted ? SubscriptionReader.BulkMessages(wanted.MaxMessagesCount) : null;
        return new Subscription(entry.PubsubName, entry.Topic, routes, entry.DeadLetterTopic.Length == 0 ? null : entry.DeadLetterTopic, bulk, raw);
    }
}
