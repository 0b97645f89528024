namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <param name="Problems">Entries of the answer that can't be honoured, each with its reason.</param>
/// <param name="Failure">Why there is no answer, and the app is to be asked again; null where there is one.</param>
internal sealed record SubscriptionAnswer(IReadOnlyList<Subscription> Subscriptions, IReadOnlyList<string> Problems, string? Failure = null)
{
    public static readonly SubscriptionAnswer None = new([], []);

    /// <param name="badRules">Rules that are no CEL. One is enough for the app to get nothing at all, as with daprd: better seen here than there.</param>
    public static SubscriptionAnswer Of(IReadOnlyList<Subscription> subscriptions, IReadOnlyList<string> problems, IReadOnlyList<string> badRules) =>
        badRules.Count == 0 ? new(subscriptions, problems) : new([], [.. badRules.Select(r => $"{r}; as with daprd, the app gets no events at all")]);

    public static SubscriptionAnswer Failed(string failure) => new([], [], failure);
}
