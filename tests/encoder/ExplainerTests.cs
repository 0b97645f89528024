using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Encoder.Encoding;
using UserRep.Encoder.Explaining;
using UserRep.Encoder.Sessions;
using UserRep.Features.Histories;
using UserRep.Tests.Shared;
using UserRep.Trainer.Simulation;

namespace UserRep.Encoder.Tests;

public sealed class ExplainerTests(TinyBundles bundles) : IDisposable
{
    private const long Day = UnixDay.MillisecondsPerDay;
    private const int Today = 20_000;

    private readonly LoadedVersion _version = bundles.Load(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _version.Dispose();

    [Fact]
    public async Task Explain_AUser_ShowsTheVeryInputAndVectorOfTheLanes()
    {
        using var queue = new EncodeQueue(Options.Create(new EncoderOptions()), Costs(), new EncoderInstruments(TestMeters.Factory()), TimeProvider.System);
        await queue.StartAsync(Cancel);
        var encoder = new BatchEncoder(queue, Costs(), new EncoderInstruments(TestMeters.Factory()));
        var user = new UserFeatures { AsOf = Today * Day, History = History() };
        var explained = await new Explainer(encoder).ExplainAsync(_version, user, Cancel);
        var encoded = (await encoder.EncodeAsync(_version, [user], EncodeLane.Live, Cancel)).Users[0];
        await queue.StopAsync(Cancel);

        var input = new float[_version.Features.Width];
        _version.Features.Build(user.History, Today, input);
        Assert.Equal(input, explained.Blocks.SelectMany(b => b.Values).Select(v => v.Input));
        Assert.Equal(encoded.FeaturesHash.ToString("x16"), explained.FeaturesHash);
        Assert.Equal(encoded.Vector.Span.ToArray(), explained.Embedding.SelectMany(BitConverter.GetBytes));
        Assert.Equal(_version.Features.Layout.Blocks.Select(b => (b.Name, b.Offset, b.Width)), explained.Blocks.Select(b => (b.Name, b.Offset, b.Values.Count)));
        Assert.All(explained.Blocks, b => Assert.Equal(b.Values.Count, b.Values.Select(v => v.Name).Distinct().Count()));
        Assert.All(explained.Blocks.Where(b => !b.Present), b => Assert.All(b.Values, v => Assert.Equal(0, v.Input)));
        var counts = explained.Blocks.Single(b => b.Name == "counts").Values.ToDictionary(v => v.Name, v => v.Value);
        Assert.Equal(Math.Log(1 + 2), counts["events.7d"], 1e-6);
    }

    [Fact]
    public async Task Explain_AnEarlierDay_LeavesOutWhatCameLater()
    {
        using var queue = new EncodeQueue(Options.Create(new EncoderOptions()), Costs(), new EncoderInstruments(TestMeters.Factory()), TimeProvider.System);
        await queue.StartAsync(Cancel);
        var explained = await new Explainer(new BatchEncoder(queue, Costs(), new EncoderInstruments(TestMeters.Factory()))).ExplainAsync(_version, new UserFeatures { AsOf = (Today - 1) * Day, History = History() }, Cancel);
        await queue.StopAsync(Cancel);
        Assert.Equal(2, explained.History.Days.Count);
        var day = explained.History.Days[^1];
        Assert.Equal((new DateOnly(2024, 10, 3), 1), (day.Day, day.EventIds));
        Assert.Equal([(Known, "listen", 1u, 1.0, 90_000ul)], day.Activities.Select(a => (a.ItemId!, a.Action, a.Count, a.Weight, a.Milliseconds)));
        Assert.Empty(explained.History.Profile);
        Assert.Equal([Known], explained.History.Onboarding!.Items.Select(i => i.ItemId));
        Assert.Equal([World.ItemNames[Known], World.ItemNames[Known]], [day.Activities[0].ItemName, explained.History.Onboarding.Items[0].ItemName]);
    }

    private static Simulator World { get; } = new(new SimulatorOptions { Users = 120, Items = 60, Days = 40 });

    private static string Known => World.ItemCategories.Keys.First();

    private static UserHistory History()
    {
        var history = new UserHistory { UserId = "u", Emission = 3 };
        HistoryEditor.Onboarding(history, 1, (Today - 2) * Day, [StableHash.Of(Known)]);
        HistoryEditor.Interaction(history, 2, (Today - 1) * Day, StableHash.Of(Known), "listen", 1000, 90_000);
        HistoryEditor.Interaction(history, 3, Today * Day, StableHash.Of("unheard-of"), "like", 2500, 0);
        HistoryEditor.Profile(history, 4, Today * Day, [new("country", "SE")]);
        return history;
    }

    private static EncodingCosts Costs() => new(new EncoderInstruments(TestMeters.Factory()), TimeProvider.System);
}
