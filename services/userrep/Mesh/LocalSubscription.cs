namespace UserRep.Command.Mesh;

/// <summary>How far an app is with a topic, as a local mesh tells it at <see cref="Path"/>. Real Dapr has no such answer: there the broker's own tools say it.</summary>
internal sealed record LocalSubscription(string Topic, string AppId, int Replicas, long Backlog, int MostFailures, double? OldestSeconds)
{
    public const string Path = "/local-mesh/subscriptions";

    private const double BehindSeconds = 10;

    public bool IsBehind => OldestSeconds > BehindSeconds;

    public string Line =>
        FormattableString.Invariant($"{AppId} is behind on {Topic}: {Backlog:N0} messages, the oldest {OldestSeconds:N0} s old")
        + (Replicas == 0 ? "; no replica of it is up" : MostFailures > 0 ? FormattableString.Invariant($"; one has failed {MostFailures:N0} times") : "");
}
