using System.Net.Http.Json;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.Integration.Tests.Running;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

namespace UserRep.Integration.Tests;

/// <summary>Windows move on by themselves: vectors of an earlier day are made anew for today, without an event.</summary>
public sealed class ReminderTests
{
    private static readonly string[] Size = ["--users", "120", "--items", "200", "--days", "40", "--seed", "7"];

    [Fact]
    public async Task Vectors_OfAnEarlierDay_AreMadeAnewForTodayWithoutAnEvent()
    {
        using var data = new DataFolder();
        await using (var replay = MeshProcess.Start(data, [.. Size, "--once", "--output", "json"]))
            (await Summary.OfAsync(replay)).AssertChecksHold();
        // The same state by the wall clock: the replay ended on a day of the past, and nothing has happened since.
        await using var mesh = MeshProcess.StartWith(new Dictionary<string, string> { ["FeatureIngest__RefreshHours"] = "0" }, Ports.FreeOffset(), data, "--tye", OnTheWallClock(data), "--services-only");
        using var client = MeshClient.Playground(mesh);
        var begun = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

        var moved = await Eventually.HasAsync(() => client.VersionAsync("v1", begun), v => v.Coverage!.AtOrAfter == v.Coverage.Users, "all vectors speak for today", TimeSpan.FromMinutes(3));

        Assert.Equal(120, moved.Coverage!.Users);
        var events = new Simulator(new SimulatorOptions { Users = 120, Items = 200, Days = 40, Seed = 7 });
        Assert.True(UnixDay.Of(events.End) < UnixDay.Of(begun));
        Assert.Equal(events.Events().LongCount(), (await client.StatsAsync()).Accepted);
        UserHistory[] histories = [.. HistoryReplay.Histories(events.Events(), events.End).Values.Take(50)];
        var answer = await client.ReadAsync(LiveMesh.Model, [.. histories.Select(h => h.UserId)]);
        using var encoder = BundleEncoder.TryOpen(data.File("bundles/representation@v1"), out var faults);
        Assert.Empty(faults);
        for (var i = 0; i < histories.Length; i++)
        {
            // A day that begins while the test runs is today for some.
            var asOf = answer.AsOf[i]!.Value;
            Assert.True(asOf >= begun);
            Vectors.AssertEqual(encoder!.Encode([histories[i]], UnixDay.Of(asOf)), answer.Embeddings[i], histories[i].UserId);
        }
    }

    private static string OnTheWallClock(DataFolder data)
    {
        var tye = File.ReadAllText(Path.Combine(Repository.Root, "tye.yaml"));
        Assert.Contains("value: Event", tye, StringComparison.Ordinal);
        File.WriteAllText(data.File("tye.yaml"), tye
            .Replace("value: Event", "value: Wall", StringComparison.Ordinal)
            .Replace("project: services/", $"project: {Repository.Root}/services/", StringComparison.Ordinal)
            .Replace("./components/", $"{Repository.Root}/components/", StringComparison.Ordinal));
        return data.File("tye.yaml");
    }
}
