using System.Net;
using System.Net.Http.Json;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Users;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>Histories and vectors that can be looked into.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class ExplainTests(LiveMesh mesh)
{
    [Fact]
    public async Task Explain_AUser_IsTheStoredVectorWithItsItemsByName()
    {
        foreach (var user in mesh.Histories().Keys.Order(StringComparer.Ordinal).Take(5))
        {
            var stored = await mesh.Client.ReadAsync(LiveMesh.Model, user);
            var explained = await GetAsync<UserExplanation>(AppIds.Encoder, $"/v1/users/{user}/explain?version=v1&asOf={Uri.EscapeDataString(stored.AsOf[0]!.Value.ToString("O"))}");

            Vectors.AssertEqual(stored.Embeddings[0]!, [.. explained.Embedding], user);
            Assert.Equal((user, stored.EncoderVersion, stored.EmbeddingSpaceId), (explained.UserId, explained.EncoderVersion, explained.EmbeddingSpaceId));
            Assert.All(explained.History.Days.SelectMany(d => d.Activities), a => Assert.Contains(a.ItemId!, mesh.Events.ItemCategories.Keys));
            Assert.Contains(explained.Blocks, b => b.Name == "counts" && b.Present);
            // Without an as_of it speaks for what would be emitted now: the same, since the replay has ended.
            var now = await GetAsync<UserExplanation>(AppIds.Encoder, $"/v1/users/{user}/explain?version=v1");
            Assert.Equal((explained.FeaturesHash, explained.AsOf), (now.FeaturesHash, now.AsOf));
        }
    }

    [Fact]
    public async Task History_AUser_IsWhatWasPublished()
    {
        var expected = mesh.Histories().Values.OrderBy(h => h.UserId, StringComparer.Ordinal).First();

        var history = await GetAsync<UserHistoryView>(AppIds.FeatureIngest, $"/v1/users/{expected.UserId}/history");

        Assert.Equal(expected.Days.Select(d => (d.Day, d.Items.Count, d.EventHashes.Count)), history.Days.Select(d => (d.Day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber, d.Activities.Count, d.EventIds)));
        Assert.Equal(expected.Days.SelectMany(d => d.MilliWeights).Sum(), history.Days.SelectMany(d => d.Activities).Sum(a => a.Weight) * 1000, 1e-3);
        Assert.Equal(expected.Profile.Select(p => (p.Name, p.Value)), history.Profile.Select(p => (p.Name, p.Value)));
        Assert.True(history is { Emission: > 0, Overflowed: 0, FellOffUpTo: null });
        var half = mesh.Events.End.AddDays(-30);
        var earlier = await GetAsync<UserHistoryView>(AppIds.FeatureIngest, $"/v1/users/{expected.UserId}/history?asOf={half:yyyy-MM-dd}");
        Assert.Equal(expected.Days.Count(d => d.Day <= UnixDay.Of(half)), earlier.Days.Count);
    }

    [Fact]
    public async Task History_OddOrUnknownUsers_AreFoundOrNot()
    {
        const string Odd = "a||b/c d?e#ü";
        await mesh.Client.PublishAsync(EventTypes.Interaction, new InteractionEvent("odd-h", Odd, "track-00001", "like", "2025-01-01T00:00:00Z"));
        var history = await Eventually.HasAsync(() => GetAsync<UserHistoryView>(AppIds.FeatureIngest, $"/v1/users/{Uri.EscapeDataString(Odd)}/history"), h => h.Days.Count == 1, "the history is there");
        Assert.Equal(Odd, history.UserId);
        Assert.Equal(Odd, (await GetAsync<UserExplanation>(AppIds.Encoder, $"/v1/users/{Uri.EscapeDataString(Odd)}/explain?version=v1")).UserId);

        await ProblemDetail.AssertAsync(await mesh.Client.App(AppIds.FeatureIngest).GetAsync("/v1/users/nobody/history"), HttpStatusCode.NotFound, "USER_NOT_FOUND");
        await ProblemDetail.AssertAsync(await mesh.Client.App(AppIds.Encoder).GetAsync("/v1/users/nobody/explain?version=v1"), HttpStatusCode.NotFound, "USER_NOT_FOUND");
        await ProblemDetail.AssertAsync(await mesh.Client.App(AppIds.Encoder).GetAsync("/v1/users/nobody/explain?version=v9"), HttpStatusCode.NotFound, "VERSION_NOT_LIVE");
        using var other = new MeshClient(3503 + mesh.PortOffset, 50013 + mesh.PortOffset);
        foreach (var call in new[] { (AppIds.FeatureIngest, "history"), (AppIds.Encoder, "explain") })
            await ProblemDetail.AssertAsync(await other.App(call.Item1).GetAsync($"/v1/users/nobody/{call.Item2}"), HttpStatusCode.Forbidden, "NOT_AN_OPERATOR");
    }

    private async Task<T> GetAsync<T>(string appId, string path) => (await mesh.Client.App(appId).GetFromJsonAsync<T>(path, MeshClient.Json))!;
}
