using System.Net;
using System.Text;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Users;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>Events by anyone, good and bad, through pub/sub.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class EventTests(LiveMesh mesh)
{
    private string Now => mesh.Events.End.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    [Fact]
    public async Task Publish_BadEventsAmongGoodOnes_GoodGoThroughAndBadAreDeadLettered()
    {
        var before = await mesh.Client.StatsAsync();
        (string Body, string Reason)[] bad =
        [
            ("""{"type":"userrep.interaction.v1","userId":"u-bad","itemId":"i","action":"like","at":"NOW"}""", "invalid"),
            ("""{"type":"userrep.interaction.v1","eventId":"b2","itemId":"i","action":"like","at":"NOW"}""", "invalid"),
            ("""{"type":"userrep.interaction.v1","eventId":"b3","userId":"u-bad","itemId":"i","action":"like","at":"yesterday"}""", "invalid"),
            ("""{"type":"userrep.interaction.v1","eventId":"b4","userId":"LONG","itemId":"i","action":"like","at":"NOW"}""", "invalid"),
            ("""{"type":"userrep.interaction.v1","eventId":"b5","userId":"u-bad","itemId":7,"action":"like","at":"NOW"}""", "malformed"),
            ("""{"type":"userrep.interaction.v1","eventId":"b6","userId":"u-bad","itemId":"i","action":"like","at":"2999-01-01T00:00:00Z"}""", "too-far-ahead"),
            ("""{"type":"userrep.unheard-of.v1","eventId":"b7","userId":"u-bad","at":"NOW"}""", "unknown-type"),
            ("""{"eventId":"b8","userId":"u-bad","at":"NOW"}""", "unknown-type"),
            ("""{"type":"userrep.onboarding.v1","eventId":"b9","userId":"u-bad","itemIds":[],"at":"NOW"}""", "invalid"),
            ("\"just text\"", "body-not-json"),
            ("{\"cut\": ", "body-not-json"),
        ];
        for (var i = 0; i < bad.Length; i++)
        {
            await PostAsync(bad[i].Body.Replace("NOW", Now).Replace("LONG", new string('x', 257)));
            await PostAsync($$"""{"type":"userrep.interaction.v1","eventId":"good-{{i}}","userId":"u-good","itemId":"track-00001","action":"like","at":"{{Now}}"}""");
        }

        var after = await StatsWhenCountedAsync(before.Total + 2 * bad.Length);

        Assert.Equal(before.Accepted + bad.Length, after.Accepted);
        foreach (var group in bad.GroupBy(b => b.Reason))
            Assert.Equal(before.Refused.GetValueOrDefault(group.Key) + group.Count(), after.Refused[group.Key]);
        await IsReadableAsync("u-good");
        Assert.Equal(["NOT_FOUND"], (await mesh.Client.ReadAsync(LiveMesh.Model, "u-bad")).Statuses);
    }

    [Fact]
    public async Task Publish_OnboardingPicks_GiveANewUserAVectorThatMovesWithBehaviour()
    {
        var items = mesh.Events.ItemCategories.Keys.Take(3).ToArray();
        await mesh.Client.PublishAsync(EventTypes.Onboarding, new OnboardingEvent("on-1", "newcomer", items, Now));
        var picked = await IsReadableAsync("newcomer");

        await mesh.Client.PublishAsync(EventTypes.Interaction, new InteractionEvent("on-2", "newcomer", mesh.Events.ItemCategories.Keys.Last(), "listen", Now, PlayedMs: 200_000));

        await Eventually.HasAsync(() => mesh.Client.ReadAsync(LiveMesh.Model, "newcomer"), a => !a.Embeddings[0]!.SequenceEqual(picked), "the vector has moved");
    }

    [Fact]
    public async Task Publish_SameEventTwice_IsCountedAsADuplicateAndChangesNothing()
    {
        var before = await mesh.Client.StatsAsync();
        var e = new InteractionEvent("twice-1", "twice", "track-00002", "like", Now);
        await mesh.Client.PublishAsync(EventTypes.Interaction, e);
        var once = await IsReadableAsync("twice");
        await mesh.Client.PublishAsync(EventTypes.Interaction, e);

        var after = await StatsWhenCountedAsync(before.Total + 2);

        Assert.Equal(before.Duplicate + 1, after.Duplicate);
        Assert.Equal(before.Accepted + 1, after.Accepted);
        Assert.Equal(once, (await mesh.Client.ReadAsync(LiveMesh.Model, "twice")).Embeddings[0]);
    }

    [Fact]
    public async Task Publish_SameCloudEventIdFromTwoSources_CountsBoth()
    {
        var before = await mesh.Client.StatsAsync();
        foreach (var source in new[] { "app-a", "app-b" })
        {
            var data = new InteractionEvent($"from-{source}", "two-sources", "track-00001", "like", Now);
            await mesh.Client.Dapr.PublishEventAsync(ComponentNames.PubSub, Topics.UserEvents, data, new Dictionary<string, string>
            {
                ["cloudevent.id"] = "1",
                ["cloudevent.source"] = source,
                ["cloudevent.type"] = EventTypes.Interaction,
            });
        }

        var after = await StatsWhenCountedAsync(before.Total + 2);

        Assert.Equal(before.Accepted + 2, after.Accepted);
    }

    [Fact]
    public async Task Publish_UserIdOfAnyCharacters_IsReadBack()
    {
        const string Odd = "a||b/c d?e#ü漢~%20";
        await mesh.Client.PublishAsync(EventTypes.Interaction, new InteractionEvent("odd-1", Odd, "track-00003", "like", Now));

        await IsReadableAsync(Odd);
    }

    private async Task<float[]> IsReadableAsync(string user)
    {
        var answer = await Eventually.HasAsync(() => mesh.Client.ReadAsync(LiveMesh.Model, user), a => a.Statuses[0] == "PRESENT", $"{user} is readable");
        return answer.Embeddings[0]!;
    }

    private Task<IngestStats> StatsWhenCountedAsync(long total) =>
        Eventually.HasAsync(mesh.Client.StatsAsync, s => s.Total >= total, $"{total} events are counted");

    private async Task PostAsync(string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync($"http://127.0.0.1:{3500 + mesh.PortOffset}/v1.0/publish/{ComponentNames.PubSub}/{Topics.UserEvents}", content);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
