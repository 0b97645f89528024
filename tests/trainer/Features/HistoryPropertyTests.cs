using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Building;
using UserRep.Features.Histories;
using UserRep.Features.Items;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.Tests.Features;

/// <summary>Any order and any repetition of the same events gives the same history and, bit for bit, the same features.</summary>
public class HistoryPropertyTests
{
    private const int Worlds = 40;
    private const int Items = 30;
    private static readonly string[] s_actions = ["listen", "skip", "like", "follow", "unheard-of"];

    [Fact]
    public void Events_InAnyOrderWithRepetitions_GiveTheSameHistoryAndFeatures()
    {
        using var folder = new TempFolder();
        var modalities = new ModalitySchema[] { new("a", 5), new("b", 3) };
        var random = new StableRandom(5);
        ItemTableWriter.Write(folder.File("items.bin"), modalities, Enumerable.Range(0, Items).Select(i => new ItemRow($"i{i}", [Vector(5, random), i % 3 == 0 ? null : Vector(3, random)])));
        using var table = ItemTable.TryOpen(folder.File("items.bin"), modalities, out _)!;
        var schema = new FeatureSchema([7, 30], modalities, new Dictionary<string, double> { ["skip"] = -0.5, ["like"] = 2 }, 1, 10,
            [new AttributeSchema("country", ["SE", "DE"]), new AttributeSchema("plan", [], 4)], [], []);
        var builder = new FeatureBuilder(schema, table);
        for (var world = 0; world < Worlds; world++)
        {
            var events = Events(world, 20 + random.Below(150), random);
            var asOf = UnixDay.Of(events.Max(e => e.At)) - random.Below(5);
            var (history, features) = Apply(events, builder, asOf);
            for (var order = 0; order < 3; order++)
            {
                var shuffled = events.Concat(events.Where(_ => random.Chance(0.3))).ToArray();
                random.Shuffle<SourceEvent>(shuffled);
                var (again, againFeatures) = Apply(shuffled, builder, asOf);
                Assert.Equal(Meaning(history), Meaning(again));
                Assert.Equal(features.Select(BitConverter.SingleToInt32Bits), againFeatures.Select(BitConverter.SingleToInt32Bits));
            }
        }
    }

    [Fact]
    public void Conversion_OfAWeight_RoundsAwayFromZero()
    {
        Assert.Equal(1_000, EventConversion.MilliWeight(null));
        Assert.Equal(1, EventConversion.MilliWeight(0.0005));
        Assert.Equal(-1, EventConversion.MilliWeight(-0.0005));
        Assert.Equal(2_500, EventConversion.MilliWeight(2.5));
    }

    [Fact]
    public void Conversion_OfAProfile_TakesNamedValuesAndAttributes()
    {
        var e = EventConversion.Profile(new ProfileEvent("e", "u", null, "SE", AgeBand: "25-34", Attributes: new Dictionary<string, string> { ["plan"] = "x", ["country"] = "DE" }), 5);
        Assert.Equal(new Dictionary<string, string> { ["country"] = "SE", ["ageBand"] = "25-34", ["plan"] = "x" }, e.Profile.Values.OrderBy(v => v.Key).ToDictionary(v => v.Key, v => v.Value));
        Assert.Equal((5, StableHash.Of("e"), "u"), (e.At, e.EventHash, e.UserId));
    }

    private static List<SourceEvent> Events(int world, int count, StableRandom random)
    {
        const long start = 1_700_000_000_000;
        var events = new List<SourceEvent>();
        for (var i = 0; i < count; i++)
        {
            // Few distinct instants, so that ties are common.
            var at = start + random.Below(50) * 43_200_000L;
            var id = $"w{world}-{i}";
            events.Add(random.Below(10) switch
            {
                0 => new SourceEvent(SourceEventKind.Onboarding, id, "u", at) { ItemIds = [.. Enumerable.Range(0, 4).Select(_ => $"i{random.Below(Items + 3)}")] },
                1 => new SourceEvent(SourceEventKind.Profile, id, "u", at) { Profile = new Dictionary<string, string> { ["country"] = random.Chance(0.5) ? "SE" : "FR", ["plan"] = $"p{random.Below(9)}" } },
                2 => new SourceEvent(SourceEventKind.Profile, id, "u", at) { Profile = new Dictionary<string, string> { ["signedUpOn"] = $"2023-10-{10 + random.Below(20)}" } },
                _ => new SourceEvent(SourceEventKind.Interaction, id, "u", at)
                {
                    ItemId = $"i{random.Below(Items + 5)}",
                    Action = s_actions[random.Below(s_actions.Length)],
                    Weight = random.Chance(0.5) ? null : 3 * random.Next(),
                    PlayedMs = random.Chance(0.5) ? null : random.Below(300_000),
                },
            });
        }
        return events;
    }

    private static (UserHistory, float[]) Apply(IEnumerable<SourceEvent> events, FeatureBuilder builder, int asOf)
    {
        var history = new UserHistory { UserId = "u" };
        foreach (var e in events)
            e.ApplyTo(history);
        var features = new float[builder.Width];
        builder.Build(history, asOf, features);
        return (history, features);
    }

    /// <summary>The history as text, with actions by name: the action table's order is the one thing that arrival may decide.</summary>
    private static string Meaning(UserHistory history)
    {
        var days = history.Days.Select(d => $"{d.Day}: {string.Join(',', d.EventHashes)}; " + string.Join(',', Enumerable.Range(0, d.Items.Count)
            .Select(i => $"{d.Items[i]} {history.Actions[(int)d.Actions[i]]} {d.Counts[i]} {d.MilliWeights[i]} {d.Milliseconds[i]}")));
        return string.Join('\n', [.. days, history.Profile.ToString(), history.Onboarding?.ToString() ?? "", $"{history.LastEventAt} {history.FloorDay} {history.Overflowed}"]);
    }

    private static float[] Vector(int width, StableRandom random) => [.. Enumerable.Range(0, width).Select(_ => (float)random.Gaussian())];
}
