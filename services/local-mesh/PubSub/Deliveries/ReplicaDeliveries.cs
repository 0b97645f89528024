namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>The workers of one replica, from the time it came up until it goes down.</summary>
internal sealed class ReplicaDeliveries(IReadOnlyList<Subscription> subscriptions)
{
    // Not disposed: workers that are still ending hold its token, and it has no timer to release.
    private readonly CancellationTokenSource _down = new();
    private readonly List<Task> _workers = [];

    public IReadOnlyList<Subscription> Subscriptions { get; } = subscriptions;

    public CancellationToken Down => _down.Token;

    public Task Stopped => Task.WhenAll(_workers);

    public void Add(Task worker) => _workers.Add(worker);

    public void Stop() => _down.Cancel();
}
