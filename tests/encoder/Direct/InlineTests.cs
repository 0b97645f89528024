using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Encoder.Encoding;
using UserRep.Encoder.Inline;
using UserRep.Features.Histories;
using UserRep.Trainer.Simulation;

namespace UserRep.Encoder.Tests.Direct;

/// <summary>Encoding a user whose features are given inline, over HTTP.</summary>
public class InlineTests(TinyBundles bundles)
{
    private const string Path = "/v1/versions/representation@v1/encode";
    private const string AsOf = "2024-10-04T12:00:00Z";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string[] Items { get; } = [.. new Simulator(new SimulatorOptions { Users = 120, Items = 60, Days = 40 }).ItemCategories.Keys.Take(3)];

    [Fact]
    public async Task Encode_TheSameUserAsByEvents_IsTheVectorOfTheLiveLane()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: [1, 2]);
        var interactions = new[]
        {
            new InteractionEvent("e1", null, Items[0], "listen", "2024-10-03T10:00:00Z", PlayedMs: 90_000),
            new InteractionEvent("e2", null, Items[1], "like", "2024-10-04T11:00:00Z", Weight: 2.5),
            new InteractionEvent(null, null, "unheard-of", "like", null),
            // After the instant: not looked at.
            new InteractionEvent("e3", null, Items[2], "like", "2024-10-04T13:00:00Z"),
        };
        var onboarding = new OnboardingEvent(null, null, [Items[2]], "2024-10-01T00:00:00Z");
        var profile = new ProfileEvent(null, null, null, Country: "SE", SignedUpOn: "2024-10-01");
        var answer = await EncodeAsync(host, new InlineUser(AsOf, interactions, onboarding, profile));

        var asOf = DateTimeOffset.Parse(AsOf, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var history = new UserHistory { UserId = "u" };
        HistoryEditor.Interaction(history, 1, asOf - 26 * 3_600_000, StableHash.Of(Items[0]), "listen", 1000, 90_000);
        HistoryEditor.Interaction(history, 2, asOf - 3_600_000, StableHash.Of(Items[1]), "like", 2500, 0);
        HistoryEditor.Interaction(history, 3, asOf, StableHash.Of("unheard-of"), "like", 1000, 0);
        HistoryEditor.Onboarding(history, 4, asOf - 84 * 3_600_000, [StableHash.Of(Items[2])]);
        HistoryEditor.Profile(history, 5, asOf, [new("country", "SE"), new("signedUpOn", "2024-10-01")]);
        var version = host.Live.Current!.Find("representation@v1")!;
        var live = (await host.Get<BatchEncoder>().EncodeAsync(version, [new UserFeatures { History = history, AsOf = asOf }], EncodeLane.Live, Cancel)).Users[0];
        var vector = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(live.Vector.Span).ToArray();
        Assert.Equal(vector, answer.Embedding, (x, y) => Math.Abs(x - y) <= 1e-5);
        Assert.Equal(live.FeaturesHash.ToString("x16"), answer.FeaturesHash);
        Assert.Equal(("representation@v1", version.Manifest.EmbeddingSpaceId, version.Dimension, 1), (answer.EncoderVersion, answer.EmbeddingSpaceId, answer.Dimension, answer.UnknownItems));
        Assert.Equal(asOf, answer.AsOf.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Encode_NothingKnownOfTheUser_IsAVectorToo()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 1);
        var nobody = await EncodeAsync(host, new InlineUser(null));
        var picks = await EncodeAsync(host, new InlineUser(null, Onboarding: new OnboardingEvent(null, null, [Items[0]], null)));
        Assert.All(nobody.Embedding, v => Assert.True(float.IsFinite(v)));
        Assert.NotEqual(nobody.Embedding, picks.Embedding);
    }

    [Fact]
    public async Task Encode_BadBody_ReportsEveryFaultAtOnce()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 1);
        var user = new InlineUser("soon",
            [new InteractionEvent(null, null, "", null, "later", Weight: 1e9, PlayedMs: -1), null!],
            new OnboardingEvent(null, null, [], "then"),
            new ProfileEvent(null, null, null, SignedUpOn: "May", Attributes: new Dictionary<string, string> { [""] = "" }));
        using var response = await host.Http.PostAsJsonAsync(Path, user, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").EnumerateObject().Select(e => e.Name).ToArray();
        foreach (var field in new[] { "AsOf", "Interactions[0].ItemId", "Interactions[0].Action", "Interactions[0].At", "Interactions[0].Weight", "Interactions[0].PlayedMs", "Interactions[1]", "Onboarding.ItemIds", "Onboarding.At", "Profile.SignedUpOn", "Profile.Attributes[0]" })
            Assert.Contains(field, errors);
    }

    [Theory]
    [InlineData("operator", "/v1/versions/representation@v7/encode", HttpStatusCode.NotFound)]
    [InlineData("operator", "/v1/versions/newest/encode", HttpStatusCode.UnprocessableEntity)]
    [InlineData("ranker", Path, HttpStatusCode.Forbidden)]
    public async Task Encode_WrongVersionOrCaller_IsRefused(string caller, string path, HttpStatusCode status)
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 1);
        using var client = host.Client(caller);
        Assert.Equal(status, (await client.PostAsJsonAsync(path, new InlineUser(null), Cancel)).StatusCode);
    }

    private static async Task<InlineEmbedding> EncodeAsync(EncoderHost host, InlineUser user)
    {
        using var response = await host.Http.PostAsJsonAsync(Path, user, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<InlineEmbedding>(Cancel))!;
    }
}
