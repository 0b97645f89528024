using System.Text.Json;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>Reads an app's answer to GET /dapr/subscribe. Names are matched in any case, as Go does; an entry that can't be honoured is refused with its reason.</summary>
internal static class SubscriptionReader
{
    private const int DefaultBulkMessages = 100;

    /// <summary>Whatever an app asks for: a batch is held in memory, twice.</summary>
    private const int MaxBulkMessages = 10_000;

    public static SubscriptionAnswer Read(ReadOnlyMemory<byte> body)
    {
        var subscriptions = new List<Subscription>();
        var problems = new List<string>();
        var badRules = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                return new SubscriptionAnswer([], ["the answer is not a JSON array"]);
            foreach (var entry in document.RootElement.EnumerateArray())
            {
                if (ReadEntry(entry, badRules, out var problem) is { } subscription)
                    Add(subscription, subscriptions, problems);
                else
                    problems.Add(problem);
            }
        }
        catch (JsonException error)
        {
            problems.Add($"the answer is not JSON: {error.Message}");
        }
        return SubscriptionAnswer.Of(subscriptions, problems, badRules);
    }

    public static void Add(Subscription subscription, List<Subscription> subscriptions, List<string> problems)
    {
        if (subscriptions.Exists(s => s.PubSubName == subscription.PubSubName && s.Topic == subscription.Topic))
            problems.Add($"a second subscription to topic {subscription.Topic} is ignored");
        else
            subscriptions.Add(subscription);
    }

    public static void AddRule(List<RouteRule> routes, string topic, string match, string path, List<string> badRules)
    {
        if (RouteRule.Parse(match, path, out var fault) is { } rule)
            routes.Add(rule);
        else
            badRules.Add($"topic {topic}: {fault}");
    }

    /// <param name="wanted">What the app asks for; 0 or less: it doesn't say.</param>
    public static int BulkMessages(int wanted) => wanted > 0 ? Math.Min(wanted, MaxBulkMessages) : DefaultBulkMessages;

    public static bool IsTrue(string? text) => text is "1" or "true" or "True" or "TRUE";

    private static Subscription? ReadEntry(JsonElement entry, List<string> badRules, out string problem)
    {
        problem = "";
        var (topic, pubsub) = (Text(entry, "topic"), Text(entry, "pubsubname"));
        if (string.IsNullOrEmpty(topic) || string.IsNullOrEmpty(pubsub))
        {
            problem = "an entry lacks topic or pubsubname";
            return null;
        }
        var routes = new List<RouteRule>();
        if (Property(entry, "routes") is { ValueKind: JsonValueKind.Object } table)
        {
            if (Property(table, "rules") is { ValueKind: JsonValueKind.Array } rules)
            {
                foreach (var rule in rules.EnumerateArray())
                    AddRule(routes, topic, Text(rule, "match") ?? "", Text(rule, "path") ?? "", badRules);
            }
            AddDefault(routes, Text(table, "default"));
        }
        AddDefault(routes, Text(entry, "route"));
        if (routes.Count == 0)
        {
            problem = $"topic {topic} has no route";
            return null;
        }
        var deadLetter = Text(entry, "deadlettertopic");
        var raw = Property(entry, "metadata") is { ValueKind: JsonValueKind.Object } metadata && IsTrue(Property(metadata, "rawpayload"));
        return new Subscription(pubsub, topic, routes, string.IsNullOrEmpty(deadLetter) ? null : deadLetter, BulkMessages(entry), raw);
    }

    private static void AddDefault(List<RouteRule> routes, string? path)
    {
        if (!string.IsNullOrEmpty(path) && !routes.Exists(r => r.TakesAll))
            routes.Add(RouteRule.Always(path));
    }

    private static int? BulkMessages(JsonElement entry)
    {
        if (Property(entry, "bulksubscribe") is not { ValueKind: JsonValueKind.Object } bulk || !IsTrue(Property(bulk, "enabled")))
            return null;
        return BulkMessages(Property(bulk, "maxmessagescount") is { ValueKind: JsonValueKind.Number } most && most.TryGetInt32(out var count) ? count : 0);
    }

    private static bool IsTrue(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.True } || (value is { ValueKind: JsonValueKind.String } text && IsTrue(text.GetString()));

    private static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Property(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return property.Value;
            }
        }
        return null;
    }
}
