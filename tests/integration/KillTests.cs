using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>kill -9 in the middle of a replay: counts, vectors and archive end as if nothing had happened.</summary>
public sealed class KillTests
{
    // About 20,000 events: several seconds of replay, so that a kill falls into it.
    private static readonly string[] Size = ["--users", "300", "--days", "180", "--once", "--output", "json"];

    [Fact]
    public async Task Replay_EachServiceKilledInTurn_EndsAsUndisturbed()
    {
        using var data = new DataFolder();
        await using var mesh = MeshProcess.Start(data, Size);
        foreach (var assembly in new[] { "UserRep.FeatureIngest", "UserRep.Encoder", "UserRep.EmbeddingStore", "UserRep.VersionRouter" })
        {
            await Replay.MovesOnAsync(data, mesh);
            mesh.KillService(assembly);
        }

        var summary = await Summary.OfAsync(mesh);

        summary.AssertChecksHold();
        summary.AssertCountsAreUndisturbed();
        Archives.AssertHasAll(summary, data);
    }

    [Fact]
    public async Task Replay_MeshKilled_EndsAsUndisturbed()
    {
        using var data = new DataFolder();
        await using (var killed = MeshProcess.Start(data, Size))
        {
            await Replay.MovesOnAsync(data, killed);
            await killed.KillAsync();
        }
        await using var mesh = MeshProcess.Start(data, Size);

        var summary = await Summary.OfAsync(mesh);

        summary.AssertChecksHold();
        summary.AssertCountsAreUndisturbed();
        Archives.AssertHasAll(summary, data);
    }

    [Fact]
    public async Task Replay_TwoReplicasAndKills_EndsAsUndisturbed()
    {
        using var data = new DataFolder();
        await using var mesh = MeshProcess.Start(data, [.. Size, "--replicas", "feature-ingest=2", "embedding-store=2"]);
        await Replay.MovesOnAsync(data, mesh);
        Assert.Equal(2, mesh.ServiceProcesses("UserRep.FeatureIngest").Count);
        mesh.KillService("UserRep.FeatureIngest");
        mesh.KillService("UserRep.EmbeddingStore");

        var summary = await Summary.OfAsync(mesh);

        summary.AssertChecksHold();
        summary.AssertCountsAreUndisturbed();
        Archives.AssertHasAll(summary, data);
    }
}
