namespace UserRep.LocalMesh.Tests.Kills;

/// <summary>kill -9 of the mesh itself, again and again under load: what it had acknowledged is there. The services have no part in it.</summary>
[CollectionDefinition(nameof(MeshKillTests), DisableParallelization = true)]
[Collection(nameof(MeshKillTests))]
public sealed class MeshKillTests
{
    private const int Kills = 50;
    private const int Seed = 1;

    [Fact]
    public async Task Mesh_Killed50TimesUnderLoad_LosesNothingThatItAcknowledged()
    {
        var random = new Random(Seed);
        using var data = new DataFolder();
        await using var app = await RecordingApp.StartAsync();
        var offset = Ports.FreeOffset();
        using var load = new StorageLoad(3500 + offset);
        string[] arguments = ["--tye", WriteTye(data, app.Port), "--services-only"];
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var mesh = MeshProcess.StartAt(offset, data, arguments);
            await IsServingAsync(mesh, load);
            await load.AssertStateIsKeptAsync();
            // The point is a number of acknowledgements, so that it falls in the middle of others.
            var until = load.Acknowledged + random.Next(1, 300);
            var running = load.RunAsync();
            await Eventually.IsAsync(() => mesh.HasExited ? throw new InvalidOperationException(mesh.Errors) : load.Acknowledged >= until, "enough is acknowledged");
            await mesh.KillAsync();
            await running;
        }
        await using var last = MeshProcess.StartAt(offset, data, arguments);
        await IsServingAsync(last, load);
        await load.AssertStateIsKeptAsync();
        await Eventually.IsAsync(() => load.Published.All(app.Received.ContainsKey), "every acknowledged event is delivered");
        await load.AssertMetricsTellAsync("local_mesh_subscription_backlog_messages{pubsub=\"pubsub\",topic=\"kills\",app_id=\"recorder\"} 0");

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Kills} kills: {load.Published.Count} events and {load.StateWrites} state writes acknowledged, {load.Failed} calls cut off; {app.Deliveries} deliveries of {app.Received.Count} events.");
        Assert.True(load.Failed >= Kills / 2, "the kills fell into calls under way");
    }

    /// <summary>A start flushes files, and a flush waits for whatever else the disk has to write: minutes of it after a build.</summary>
    private static Task IsServingAsync(MeshProcess mesh, StorageLoad load) =>
        Eventually.HasAsync(load.IsServingAsync, up => up || (mesh.HasExited ? throw new InvalidOperationException(mesh.Errors) : false), "the mesh answers", TimeSpan.FromMinutes(4));

    private static string WriteTye(DataFolder data, int port)
    {
        var file = data.File("tye.yaml");
        File.WriteAllText(file, $"""
            name: storage
            extensions:
              - name: dapr
                components-path: {Path.Combine(Repository.Root, "components", "embedded")}
            services:
              - name: recorder
                external: true
                bindings:
                  - port: {port}
            """);
        return file;
    }
}
