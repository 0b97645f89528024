using System.Text;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Users;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>kill -9 while good, repeated and bad messages come in: each published message ends in exactly one count.</summary>
public sealed class CountTests
{
    private const int Rounds = 4;
    private const int PerRound = 60;

    [Fact]
    public async Task Publish_EveryKindOfMessageAndKills_AddsUpExactly()
    {
        using var data = new DataFolder();
        await using var mesh = MeshProcess.Start(data, "--users", "20", "--items", "50", "--days", "30", "--replicas", "feature-ingest=2");
        await mesh.StaysUpAsync();
        using var client = MeshClient.Playground(mesh);
        var before = await client.StatsAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var publishing = Task.WhenAll(Enumerable.Range(round * PerRound, PerRound).Select(i => PublishAsync(client, i)));
            await Eventually.IsAsync(() => mesh.ServiceProcesses("UserRep.FeatureIngest").Count > 0, "a replica of feature-ingest runs");
            mesh.KillService("UserRep.FeatureIngest");
            await publishing;
        }
        const long Each = Rounds * PerRound;
        await CountedAsync(client, before.Total + 4 * Each);
        // One more, of which it is known that all before it was published long ago: nothing else may have been counted meanwhile.
        await client.PublishAsync(EventTypes.Interaction, Good("last"));
        var after = await CountedAsync(client, before.Total + 4 * Each + 1);

        Assert.Equal(before.Total + 4 * Each + 1, after.Total);
        Assert.Equal(before.Accepted + Each + 1, after.Accepted);
        Assert.Equal(before.Duplicate + Each, after.Duplicate);
        Assert.Equal(before.Late, after.Late);
        Assert.Equal(Each, after.Refused["invalid"]);
        Assert.Equal(Each, after.Refused["not-a-cloud-event"]);
        Assert.Equal(2 * Each, after.DeadLetters.Kept);
        Assert.True(after.Redelivered >= Each, $"{after.Redelivered} redelivered, {Each} were published a second time under their id");
    }

    /// <summary>Five publications of four messages: a good one twice under one CloudEvent id, its event again, a bad one, and bytes that are no CloudEvent.</summary>
    private static async Task PublishAsync(MeshClient client, int i)
    {
        var once = new Dictionary<string, string> { ["cloudevent.type"] = EventTypes.Interaction, ["cloudevent.id"] = $"message-{i}" };
        await client.Dapr.PublishEventAsync(ComponentNames.PubSub, Topics.UserEvents, Good($"e{i}"), once);
        await client.Dapr.PublishEventAsync(ComponentNames.PubSub, Topics.UserEvents, Good($"e{i}"), once);
        await client.PublishAsync(EventTypes.Interaction, Good($"e{i}"));
        await client.PublishAsync(EventTypes.Interaction, Good($"e{i}") with { PlayedMs = -1 });
        await client.PublishRawAsync(Encoding.UTF8.GetBytes($"garbage {i}"));
    }

    private static InteractionEvent Good(string id) => new(id, $"u-{id}", "track-00001", "like", "2025-01-01T00:00:00Z");

    private static Task<IngestStats> CountedAsync(MeshClient client, long total) =>
        Eventually.HasAsync(client.StatsAsync, s => s.Total >= total, $"{total} messages are counted", TimeSpan.FromMinutes(2));
}
