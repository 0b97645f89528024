using System.Net;
using System.Net.Http.Json;
using System.Text;
using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>What is refused is kept with its reason and its bytes, can be mended and published again.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class DeadLetterTests(LiveMesh mesh)
{
    private string Now => mesh.Events.End.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private HttpClient Ingest => mesh.Client.App(AppIds.FeatureIngest);

    [Fact]
    public async Task Publish_GarbageAmongGoodEvents_IsKeptByteForByteAndTheGoodOnesGoThrough()
    {
        var before = await mesh.Client.StatsAsync();
        (byte[] Bytes, string Reason)[] bad =
        [
            ([0xff, 0xfe, 0x00, 0x80], "not-a-cloud-event"),
            ([.. "{\"specversion\":\"1.0\",\"id\":\"x\",\"data\":{\"userId\":\""u8, 0xc3, 0x28, .. "\"}}"u8], "not-a-cloud-event"),
            ([], "not-a-cloud-event"),
            (Bytes("{\"specversion\":\"1.0\",\"id\":\"cut\",\"data\":{\"userId\":\"u"), "not-a-cloud-event"),
            (Bytes($"{{\"data\":{new string('[', 5000)}{new string(']', 5000)}}}"), "not-a-cloud-event"),
            (Bytes("[1,2,3]"), "not-a-cloud-event"),
            (Bytes("null"), "not-a-cloud-event"),
            (Bytes("{}"), "body-not-json"),
            (Bytes("""{"specversion":"1.0","id":"typed","type":"userrep.interaction.v1","data":{"eventId":{},"userId":7,"itemId":[],"action":null,"at":false}}"""), "malformed"),
            (Bytes("""{"specversion":"1.0","id":"large","type":"userrep.interaction.v1","data":{"eventId":"l","userId":"u-large","itemId":"i","action":"like","at":"NOW","context":{"x":"LARGE"}}}"""
                .Replace("NOW", Now).Replace("LARGE", new string('x', 1_000_000))), "too-large"),
        ];
        await Task.WhenAll(bad.Select(async (b, i) =>
        {
            await mesh.Client.PublishRawAsync(b.Bytes);
            await mesh.Client.PublishAsync(EventTypes.Interaction, new InteractionEvent($"beside-{i}", "u-beside", "track-00001", "like", Now));
        }));

        var after = await Eventually.HasAsync(mesh.Client.StatsAsync, s => s.Total >= before.Total + 2 * bad.Length, "all is counted");

        Assert.Equal((before.Accepted + bad.Length, before.RefusedTotal + bad.Length), (after.Accepted, after.RefusedTotal));
        var details = await Task.WhenAll((await ListAsync()).Letters.Select(l => FindAsync(l.Id)));
        foreach (var (bytes, reason) in bad)
        {
            var letter = Assert.Single(details, d => d.Original.AsSpan().SequenceEqual(bytes));
            Assert.Equal((reason, (long)bytes.Length, DeadLetterState.Waiting), (letter.Letter.Reason, letter.Letter.Bytes, letter.Letter.State));
            Assert.NotEmpty(letter.Faults);
            // One that names a user is kept until someone deletes it.
            Assert.Equal(reason == "too-large" ? ("u-large", false) : (null, true), (letter.Letter.UserId, letter.Letter.ExpiresAt is not null));
        }
    }

    [Fact]
    public async Task Replay_WithTheMendedBody_IsTakenOnceHoweverOftenItIsAsked()
    {
        var before = await mesh.Client.StatsAsync();
        var wrong = new InteractionEvent("mend-1", "u-mend", "track-00001", "like", "yesterday");
        await mesh.Client.PublishAsync(EventTypes.Interaction, wrong);
        var letter = Assert.Single((await Eventually.HasAsync(ListAsync, p => p.Letters.Any(l => l.UserId == "u-mend"), "the letter is kept")).Letters, l => l.UserId == "u-mend");
        Assert.Equal("at", Assert.Single((await FindAsync(letter.Id)).Faults).Field);

        // As it is, it is refused again, under the same letter.
        await ReplayAsync(letter.Id, null);
        var refused = await Eventually.HasAsync(() => FindAsync(letter.Id), d => d.Letter.State == DeadLetterState.RefusedAgain, "the replay is refused");
        Assert.Equal(1, refused.Letter.Replays);
        foreach (var _ in Enumerable.Range(0, 3))
            await ReplayAsync(letter.Id, wrong with { At = Now });
        var taken = await Eventually.HasAsync(() => FindAsync(letter.Id), d => d.Letter.State == DeadLetterState.Replayed, "the replay is taken");
        await ReplayAsync(letter.Id, wrong with { At = Now, EventId = "mend-2" });

        Assert.Equal(2, taken.Letter.Replays);
        Assert.Contains(Now, taken.Replayed);
        await Eventually.HasAsync(() => mesh.Client.ReadAsync(LiveMesh.Model, "u-mend"), a => a.Statuses[0] == "PRESENT", "u-mend is readable");
        var after = await Eventually.HasAsync(mesh.Client.StatsAsync, s => s.Total >= before.Total + 3, "both replays are counted");
        Assert.Equal((before.Accepted + 1, before.RefusedTotal + 2, before.DeadLetters.Replays + 2), (after.Accepted, after.RefusedTotal, after.DeadLetters.Replays));
    }

    [Fact]
    public async Task Delete_ALetter_IsGone()
    {
        await mesh.Client.PublishAsync(EventTypes.Interaction, new InteractionEvent("gone-1", "u-gone", "track-00001", "", Now));
        var letter = Assert.Single((await Eventually.HasAsync(ListAsync, p => p.Letters.Any(l => l.UserId == "u-gone"), "the letter is kept")).Letters, l => l.UserId == "u-gone");
        Assert.Equal(HttpStatusCode.NoContent, (await Ingest.DeleteAsync($"/v1/dead-letters/{letter.Id}")).StatusCode);
        foreach (var call in new Func<Task<HttpResponseMessage>>[]
        {
            () => Ingest.DeleteAsync($"/v1/dead-letters/{letter.Id}"), () => Ingest.GetAsync($"/v1/dead-letters/{letter.Id}"), () => Ingest.PostAsync($"/v1/dead-letters/{letter.Id}/replay", null), () => Ingest.GetAsync("/v1/dead-letters/nonsense"),
        })
            await ProblemDetail.AssertAsync(await call(), HttpStatusCode.NotFound, "DEAD_LETTER_NOT_FOUND");
    }

    [Fact]
    public async Task List_ByAnyoneElse_IsRefused()
    {
        using var other = new MeshClient(3502 + mesh.PortOffset, 50012 + mesh.PortOffset);
        await ProblemDetail.AssertAsync(await other.App(AppIds.FeatureIngest).GetAsync("/v1/dead-letters"), HttpStatusCode.Forbidden, "NOT_AN_OPERATOR");
        await ProblemDetail.AssertAsync(await Ingest.GetAsync("/v1/dead-letters?limit=0"), HttpStatusCode.UnprocessableEntity, "LIMIT");
    }

    private async Task<DeadLetterPage> ListAsync() => (await Ingest.GetFromJsonAsync<DeadLetterPage>("/v1/dead-letters?limit=1000", MeshClient.Json))!;

    private async Task<DeadLetterDetail> FindAsync(string id) => (await Ingest.GetFromJsonAsync<DeadLetterDetail>($"/v1/dead-letters/{id}", MeshClient.Json))!;

    private async Task ReplayAsync(string id, InteractionEvent? body)
    {
        using var content = body is null ? null : JsonContent.Create(body, options: MeshClient.Json);
        using var response = await Ingest.PostAsync($"/v1/dead-letters/{id}/replay", content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
