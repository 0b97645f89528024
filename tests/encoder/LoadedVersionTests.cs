namespace UserRep.Encoder.Tests;

public class LoadedVersionTests(TinyBundles bundles)
{
    [Fact]
    public void Dispose_WhileLeased_TheLeaseStillRuns()
    {
        var version = bundles.Load(1);
        Assert.True(version.TryLease());
        version.Dispose();
        // Dropped, but what is under way ends on it; new work may still join until the last lease is back.
        var vectors = new float[version.Dimension];
        version.Run(new float[version.Features.Width], vectors, 1);
        Assert.Contains(vectors, v => v != 0);
        version.Release();
        Assert.False(version.TryLease());
    }

    [Fact]
    public void Lease_AfterDispose_IsRefused()
    {
        var version = bundles.Load(1);
        version.Dispose();
        Assert.False(version.TryLease());
    }

    [Fact]
    public async Task Leases_FromManyThreads_DisposeOnceTheLastIsBack()
    {
        var version = bundles.Load(1);
        Assert.True(version.TryLease());
        await Parallel.ForAsync(0, 2000, TestContext.Current.CancellationToken, (_, _) =>
        {
            Assert.True(version.TryLease());
            version.Release();
            return ValueTask.CompletedTask;
        });
        version.Dispose();
        Assert.True(version.TryLease());
        version.Release();
        version.Release();
        Assert.False(version.TryLease());
    }
}
