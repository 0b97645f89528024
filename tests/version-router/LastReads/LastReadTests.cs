using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Versions;
using UserRep.Tests.Shared;
using UserRep.VersionRouter.LastReads;

namespace UserRep.VersionRouter.Tests.LastReads;

public abstract class LastReadTests(EtagBehaviour etags)
{
    private const string V1 = "representation@v1";
    private readonly MemoryDapr _dapr = new(etags);
    private readonly FakeTimeProvider _clock = new(Registries.Then);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_OfTwoReplicas_AreMergedAndTheLaterStands()
    {
        var (one, other) = (new LastReadLog(_clock), new LastReadLog(_clock));
        one.OnRead(V1, "a");
        _clock.Advance(TimeSpan.FromMinutes(1));
        other.OnRead(V1, "a");
        other.OnRead(V1, "b");
        other.OnRead("representation@v2", "c");
        await SaveAsync(other);
        await SaveAsync(one);

        var reads = await new LastReadStore(_dapr, new LastReadLog(_clock)).OfAsync(V1, Cancel);

        Assert.Equal([("a", _clock.GetUtcNow()), ("b", _clock.GetUtcNow())], reads.OrderBy(r => r.Model).Select(r => (r.Model, r.At)));
    }

    [Fact]
    public async Task Reads_NotSavedYet_AreKnownToTheirReplica()
    {
        var log = new LastReadLog(_clock);
        log.OnRead(V1, "a");

        Assert.Equal([new LastRead("a", _clock.GetUtcNow())], await new LastReadStore(_dapr, log).OfAsync(V1, Cancel));
    }

    [Fact]
    public async Task Save_AnotherReplicaBetween_LosesNeither()
    {
        var (one, other) = (new LastReadLog(_clock), new LastReadLog(_clock));
        one.OnRead(V1, "a");
        other.OnRead(V1, "b");
        var first = true;
        _dapr.OnCommit = async () =>
        {
            if (!first)
                return;
            first = false;
            await SaveAsync(other);
        };

        await SaveAsync(one);

        Assert.Equal(2, (await new LastReadStore(_dapr, new LastReadLog(_clock)).OfAsync(V1, Cancel)).Count);
    }

    private async Task SaveAsync(LastReadLog log)
    {
        foreach (var reads in log.Snapshot())
            await new LastReadStore(_dapr, log).SaveAsync(reads.Key, reads, Cancel);
    }
}

public sealed class LastReadOnOpaqueEtagsTests() : LastReadTests(EtagBehaviour.Opaque);

public sealed class LastReadOnCountingEtagsTests() : LastReadTests(EtagBehaviour.Counting);
