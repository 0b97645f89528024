namespace UserRep.LocalMesh.PubSub.Components;

/// <summary>Who may publish and subscribe to what: metadata allowedTopics, protectedTopics, publishingScopes and subscriptionScopes, read as daprd reads them.</summary>
internal sealed class TopicRules(string? allowedTopics, string? protectedTopics, string? publishingScopes, string? subscriptionScopes)
{
    private readonly HashSet<string> _allowed = Names(allowedTopics);
    private readonly HashSet<string> _protected = Names(protectedTopics);
    private readonly Dictionary<string, HashSet<string>> _publishing = Scopes(publishingScopes);
    private readonly Dictionary<string, HashSet<string>> _subscription = Scopes(subscriptionScopes);

    public bool MayPublish(string appId, string topic) => IsAllowed(_publishing, appId, topic);

    public bool MaySubscribe(string appId, string topic) => IsAllowed(_subscription, appId, topic);

    private bool IsAllowed(Dictionary<string, HashSet<string>> scopes, string appId, string topic)
    {
        if (_allowed.Count > 0 && !_allowed.Contains(topic))
            return false;
        // An app that is listed may use its topics and no others; one that isn't, everything not protected.
        return scopes.TryGetValue(appId, out var topics) ? topics.Contains(topic) : !_protected.Contains(topic);
    }

    private static HashSet<string> Names(string? list) =>
        [.. (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static Dictionary<string, HashSet<string>> Scopes(string? list)
    {
        var scopes = new Dictionary<string, HashSet<string>>();
        foreach (var scope in (list ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = scope.Split('=', 2, StringSplitOptions.TrimEntries);
            scopes[parts[0]] = Names(parts.Length == 2 ? parts[1] : "");
        }
        return scopes;
    }
}
