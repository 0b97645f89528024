using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

public sealed class MainJobTests
{
    private static readonly string[] Size = ["--users", "120", "--days", "40", "--once", "--output", "json"];

    [Fact]
    public async Task MainJob_SecondStartAndSameSeedElsewhere_GiveTheSameVectors()
    {
        using var data = new DataFolder();
        await using var first = MeshProcess.Start(data, Size);
        var before = await Summary.OfAsync(first);
        before.AssertChecksHold();
        await using var second = MeshProcess.Start(data, Size);
        var after = await Summary.OfAsync(second);

        after.AssertChecksHold();
        after.AssertCountsAreUndisturbed();
        Assert.Equal(before.Published, after.Published);
        Assert.Equal(before.SampleUser, after.SampleUser);
        Assert.Equal(before.SampleVector, after.SampleVector);
        Assert.DoesNotContain("Training", second.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Publishing", second.Errors, StringComparison.Ordinal);

        using var elsewhere = new DataFolder();
        await using var replicated = MeshProcess.Start(elsewhere, [.. Size, "--replicas", "feature-ingest=2", "encoder=2", "embedding-store=2", "version-router=2"]);
        Assert.Equal(before.SampleVector, (await Summary.OfAsync(replicated)).SampleVector);
    }

    [Fact]
    public async Task MainJob_RealEvents_ChecksHold()
    {
        using var data = new DataFolder();
        var (events, expected) = SharedData.OuladSample(data.File("oulad"), students: 120);
        await using var mesh = MeshProcess.Start(data, "--once", "--output", "json", "--events", events, "--mapping", Path.Combine(Repository.Root, "services/trainer/mappings/oulad-sample.json"));

        var summary = await Summary.OfAsync(mesh);

        summary.AssertChecksHold();
        summary.AssertCountsAreUndisturbed();
        Assert.Equal(expected, summary.Published);
    }
}
