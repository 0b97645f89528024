using Microsoft.Extensions.Options;
using UserRep.FeatureIngest.Starting;
using UserRep.Tests.Shared;

namespace UserRep.FeatureIngest.Tests.Starting;

public abstract class ShardCountGuardTests(EtagBehaviour etags)
{
    private readonly MemoryDapr _dapr = new(etags);

    [Fact]
    public async Task Start_TheFirstTime_RecordsTheCount()
    {
        await StartAsync(16);
        Assert.Equal(["shard-count"], _dapr.Keys);
        await StartAsync(16);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(17)]
    public async Task Start_WithAnotherCount_IsRefusedAndSaysWhich(int shards)
    {
        await StartAsync(16);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(shards));
        Assert.Equal($"FeatureIngest:Shards is {shards}, but this state was begun with 16. Set it to 16.", fault.Message);
        // It is still what it was.
        await StartAsync(16);
    }

    [Fact]
    public async Task Start_TwoReplicasAtOnceWithDifferentCounts_OnlyOneOfThemRuns()
    {
        // The other one records its count between this one's look and its write.
        var isFirst = true;
        _dapr.OnCommit = async () =>
        {
            if (!isFirst)
                return;
            isFirst = false;
            await StartAsync(4);
        };
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(16));
        Assert.Contains("begun with 4", fault.Message);
    }

    private Task StartAsync(int shards) => new ShardCountGuard(_dapr, Options.Create(new FeatureIngestOptions { Shards = shards }), new ImpatientClock()).StartAsync(TestContext.Current.CancellationToken);
}

public sealed class ShardCountGuardOnOpaqueEtagsTests() : ShardCountGuardTests(EtagBehaviour.Opaque);

public sealed class ShardCountGuardOnCountingEtagsTests() : ShardCountGuardTests(EtagBehaviour.Counting);
