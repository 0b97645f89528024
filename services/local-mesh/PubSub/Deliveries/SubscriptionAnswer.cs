namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <param name="Problems">Entries of the answer that can't be honoured, each with its reason.</param>
/// <param name="Failure">Why there is no answer, and the app is to be asked again; null where there is one.</param>
internal sealed record SubscriptionAnswer(IReadOnlyList<Subscription> Subscriptions, IReadOnlyList<string> Problems, string? Failure = null)
{
    public static readonly SubscriptionAnswer None = new([], []);

    public static SubscriptionAnswer Failed(string failure) => new([], [], failure);
}
