using System.Collections.Concurrent;
using UserRep.LocalMesh.PubSub;

namespace UserRep.LocalMesh.Tests.Sidecars;

internal sealed class FakePublisher : IPublisher
{
    public ConcurrentQueue<(string AppId, string PubSub, string Topic, IReadOnlyList<PublishEntry> Entries)> Calls { get; } = new();

    public PublishOutcome Outcome { get; set; } = PublishOutcome.Ok;

    public Task<PublishOutcome> PublishAsync(string callerAppId, string pubsubName, string topic, IReadOnlyList<PublishEntry> entries, CancellationToken ct)
    {
        Calls.Enqueue((callerAppId, pubsubName, topic, entries));
        return Task.FromResult(Outcome);
    }
}
