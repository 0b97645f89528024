using System.Net;
using System.Net.Http.Json;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Shards;
using UserRep.Contracts.Users;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>What shards tell of themselves, and what one heavy user does to the others.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class ShardTests(LiveMesh mesh)
{
    private const int Shards = 16;
    private const string Heavy = "flood";

    /// <summary>Ends the flood of a mesh that never answers.</summary>
    private const int MostBatches = 400;

    private string Now => mesh.Events.End.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    [Fact]
    public async Task Shards_OfAMesh_AddUpToWhatIsCounted()
    {
        var loads = await LoadsAsync(mesh.Client);
        var stats = await mesh.Client.StatsAsync();
        Assert.Equal(Enumerable.Range(0, Shards), loads.Shards.Select(s => s.Shard));
        Assert.Equal((stats.Accepted, loads.Shards.Sum(s => s.Users)), (loads.Shards.Sum(s => s.Accepted), (await mesh.Client.App(AppIds.FeatureIngest).GetFromJsonAsync<UserCount>("/v1/users/count", MeshClient.Json))!.Users));
        foreach (var user in mesh.Histories().Keys)
            Assert.True(loads.Shards[StableHash.Shard(user, Shards)].Users > 0);
        Assert.All(loads.Shards.Where(s => s.HotUsers > 0), s => Assert.True(s.HotBytes > 0 && s.HotUsers <= s.Users));
        Assert.Single(loads.Shards.Select(s => s.Host).Distinct());
        using var other = new MeshClient(3503 + mesh.PortOffset, 50013 + mesh.PortOffset);
        await ProblemDetail.AssertAsync(await other.App(AppIds.FeatureIngest).GetAsync("/v1/ingest/shards"), HttpStatusCode.Forbidden, "NOT_AN_OPERATOR");
    }

    [Fact]
    public async Task Publish_AFloodOfOneUser_HoldsUpNobodyOfTheirShard()
    {
        var neighbour = Enumerable.Range(0, 1000).Select(i => $"neighbour-{i}").First(u => StableHash.Shard(u, Shards) == StableHash.Shard(Heavy, Shards));
        var before = await mesh.Client.StatsAsync();
        var isReadable = false;
        var flood = FloodAsync(() => !Volatile.Read(ref isReadable));
        await Eventually.HasAsync(mesh.Client.StatsAsync, s => s.Total > before.Total, "the flood has begun");
        await mesh.Client.PublishAsync(EventTypes.Interaction, new InteractionEvent("in-the-flood", neighbour, "track-00002", "like", Now));
        await Eventually.HasAsync(() => mesh.Client.ReadAsync(LiveMesh.Model, neighbour), a => a.Statuses[0] == "PRESENT", "the neighbour is readable while the flood goes on");
        Assert.False(flood.IsCompleted, "the flood ended first");
        Volatile.Write(ref isReadable, true);

        var published = await flood;
        var after = await Eventually.HasAsync(mesh.Client.StatsAsync, s => s.Total >= before.Total + published + 1, "the flood is counted");
        Assert.Equal((before.Accepted + published + 1, before.Duplicate), (after.Accepted, after.Duplicate));
        var history = (await mesh.Client.App(AppIds.FeatureIngest).GetFromJsonAsync<UserHistoryView>($"/v1/users/{Heavy}/history", MeshClient.Json))!;
        Assert.InRange(history.Bytes, 1, 256 * 1024);
        Assert.Equal(published, history.EventIds + history.Overflowed);
    }

    /// <returns>Events published: until the test has seen what it waits for.</returns>
    private async Task<int> FloodAsync(Func<bool> goesOn)
    {
        var published = 0;
        for (var batch = 0; batch < MostBatches && goesOn(); batch++)
        {
            var events = Enumerable.Range(published, 250).Select(i => new InteractionEvent($"flood-{i}", Heavy, $"track-{i % 300:D5}", "listen", Now, PlayedMs: 1000, Type: EventTypes.Interaction)).ToArray();
            await mesh.Client.Dapr.BulkPublishEventAsync(ComponentNames.PubSub, Topics.UserEvents, events);
            published += events.Length;
        }
        return published;
    }

    private static async Task<ShardLoads> LoadsAsync(MeshClient client) => (await client.App(AppIds.FeatureIngest).GetFromJsonAsync<ShardLoads>("/v1/ingest/shards", MeshClient.Json))!;
}
