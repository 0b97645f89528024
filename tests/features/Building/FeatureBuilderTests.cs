using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Building;
using UserRep.Features.Histories;
using UserRep.Features.Items;
using UserRep.Features.Schema;

namespace UserRep.Features.Tests.Building;

public sealed class FeatureBuilderTests : IDisposable
{
    private const int AsOf = 20_000;

    private static readonly FeatureSchema s_schema = new(
        [7, 30, 180], [new("a", 5), new("b", 3)], new Dictionary<string, double> { ["skip"] = -0.5, ["like"] = 2, ["ignore"] = 0 }, 1, 14,
        [new("country", ["SE", "DE"]), new("plan", [], 4)], [], []);

    private static readonly FeatureSchema s_summed = s_schema with { Modalities = [new("a", 5), new("b", 3, Pooling.LogSum)], RhythmDays = 12 };

    private static readonly FeatureSchema s_timed = s_schema with { Timings = [.. Enum.GetValues<TimingKind>().Select(k => new TimingSchema(k, k == TimingKind.LastGap ? [] : [0, 1.5f, 3, 20, 500]))] };

    private readonly TempFolder _folder = new();
    private readonly ItemRow[] _items;
    private readonly ItemTable _table;

    public FeatureBuilderTests()
    {
        var random = new Random(11);
        _items = [.. Enumerable.Range(0, 40).Select(i => new ItemRow($"i{i}", [i % 5 == 4 ? null : Vector(5), i % 3 == 2 ? null : Vector(3)]))];
        ItemTableWriter.Write(_folder.File("items.bin"), s_schema.Modalities, _items);
        _table = ItemTable.TryOpen(_folder.File("items.bin"), s_schema.Modalities, out _)!;

        float[] Vector(int width) => [.. Enumerable.Range(0, width).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }

    public void Dispose()
    {
        _table.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Build_RandomHistories_EqualsTheSlowComputation()
    {
        var random = new Random(5);
        for (var world = 0; world < 200; world++)
            AssertSame(Random(random, random.Next(80)), AsOf + random.Next(-40, 5));
    }

    [Fact]
    public void Build_RandomHistoriesWithASummedModalityAndRhythm_EqualsTheSlowComputation()
    {
        var random = new Random(6);
        for (var world = 0; world < 200; world++)
            AssertSame(Random(random, random.Next(80)), AsOf + random.Next(-40, 5), s_summed);
    }

    [Fact]
    public void Build_RandomHistoriesWithTimings_EqualsTheSlowComputation()
    {
        var random = new Random(7);
        for (var world = 0; world < 200; world++)
            AssertSame(Random(random, random.Next(80)), AsOf + random.Next(-40, 5), s_timed);
    }

    [Fact]
    public void Build_ActiveDaysTwoAndTenApart_TellsTheGapsStretchByStretch()
    {
        var history = new UserHistory();
        foreach (var (hash, age) in (ReadOnlySpan<(ulong, int)>)[(1, 5), (2, 7), (3, 17), (4, 400)])
            HistoryEditor.Interaction(history, hash, UnixDay.StartMilliseconds(AsOf - age), 1, "listen", 1000, 0);
        var features = AssertSame(history, AsOf, s_timed);
        Assert.Equal([MathF.Log(6), 1, 1, 2 / 17f, 0], Timing("lastActivity"), Close);
        Assert.Equal([MathF.Log(401), 1, 1, 1, 380 / 480f], Timing("firstActivity"), Close);
        Assert.Equal([MathF.Log(3)], Timing("lastGap"), Close);
        Assert.Equal([MathF.Log(7), 1, 1, 3 / 17f, 0], Timing("meanGap"), Close);
        Assert.Equal([MathF.Log(11), 1, 1, 7 / 17f, 0], Timing("longestGap"), Close);

        float[] Timing(string name) => FeatureLayout.Of(s_timed).Blocks.Single(b => b.Name == $"timing.{name}") is var block ? features[block.Offset..(block.Offset + block.Width)].ToArray() : [];

        static bool Close(float x, float y) => Math.Abs(x - y) < 1e-6;
    }

    [Theory]
    // The last day of a window counts in it, the next older one only in the larger ones; tomorrow counts nowhere.
    [InlineData(0, new[] { 1, 1, 1 })]
    [InlineData(6, new[] { 1, 1, 1 })]
    [InlineData(7, new[] { 0, 1, 1 })]
    [InlineData(29, new[] { 0, 1, 1 })]
    [InlineData(30, new[] { 0, 0, 1 })]
    [InlineData(179, new[] { 0, 0, 1 })]
    [InlineData(180, new[] { 0, 0, 0 })]
    [InlineData(-1, new[] { 0, 0, 0 })]
    public void Build_OneActivityOfAnAge_CountsInTheWindowsThatCoverIt(int age, int[] windows)
    {
        var history = new UserHistory();
        HistoryEditor.Interaction(history, 1, UnixDay.StartMilliseconds(AsOf - age) + 5, StableHash.Of("i0"), "listen", 1000, 0);
        var features = AssertSame(history, AsOf);
        Assert.Equal(windows.Select(w => (float)w), Block(features, "flags")[..3].ToArray());
        Assert.Equal(windows.Select(w => w * MathF.Log(2)), Enumerable.Range(0, 3).Select(w => Block(features, "counts")[w * 4]));
        // A mean of one item is that item, however old and whatever its weight.
        Assert.All(windows.Index(), w => Assert.Equal(_items[0].Vectors[0]!.Select(v => v * w.Item), Block(features, $"a.{s_schema.WindowsDays[w.Index]}d").ToArray(), (x, y) => Math.Abs(x - y) < 1e-6));
    }

    [Fact]
    public void Build_TwoItemsAHalfLifeApart_WeighTwoToOne()
    {
        var history = new UserHistory();
        HistoryEditor.Interaction(history, 1, UnixDay.StartMilliseconds(AsOf), StableHash.Of("i0"), "listen", 1000, 0);
        HistoryEditor.Interaction(history, 2, UnixDay.StartMilliseconds(AsOf - 14), StableHash.Of("i1"), "listen", 1000, 0);
        var (first, second) = (_items[0].Vectors[0]!, _items[1].Vectors[0]!);
        Assert.Equal(first.Select((v, x) => (v + second[x] * 0.5f) / 1.5f), Block(AssertSame(history, AsOf), "a.30d").ToArray(), (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Fact]
    public void Build_ASkippedItem_PushesAwayAndOneOfNoWeightSaysNothing()
    {
        var history = new UserHistory();
        HistoryEditor.Interaction(history, 1, UnixDay.StartMilliseconds(AsOf), StableHash.Of("i0"), "skip", 1000, 0);
        Assert.Equal(_items[0].Vectors[0]!.Select(v => -v), Block(AssertSame(history, AsOf), "a.7d").ToArray(), (x, y) => Math.Abs(x - y) < 1e-6);
        var ignored = new UserHistory();
        HistoryEditor.Interaction(ignored, 1, UnixDay.StartMilliseconds(AsOf), StableHash.Of("i0"), "ignore", 1000, 0);
        HistoryEditor.Interaction(ignored, 2, UnixDay.StartMilliseconds(AsOf), StableHash.Of("i0"), "listen", -5000, 0);
        var features = AssertSame(ignored, AsOf);
        Assert.All(Block(features, "a.7d").ToArray(), v => Assert.Equal(0, v));
        Assert.Equal((0, MathF.Log(3)), (Block(features, "flags")[0], Block(features, "counts")[0]));
    }

    [Theory]
    [InlineData("SE", new[] { 1f, 0, 0 })]
    [InlineData("DE", new[] { 0f, 1, 0 })]
    [InlineData("se", new[] { 0f, 0, 1 })]
    [InlineData(null, new[] { 0f, 0, 0 })]
    public void Build_AnAttribute_IsOneHotWithASlotForOthers(string? country, float[] expected)
    {
        var history = new UserHistory();
        if (country is not null)
            HistoryEditor.Profile(history, 1, UnixDay.StartMilliseconds(AsOf), [new("country", country)]);
        Assert.Equal(expected, Block(AssertSame(history, AsOf), "static.country").ToArray());
        // What is said tomorrow isn't known today.
        Assert.All(Block(AssertSame(history, AsOf - 1), "static.country").ToArray(), v => Assert.Equal(0, v));
    }

    [Theory]
    [InlineData("2024-10-04", 0)]
    [InlineData("2024-10-03", 1)]
    [InlineData("2030-01-01", 0)]
    [InlineData("1990-01-01", 3650)]
    [InlineData("soon", 3)]
    public void Build_Tenure_IsSinceSignUpOrElseSinceTheFirstActivity(string signedUpOn, int days)
    {
        var history = new UserHistory();
        HistoryEditor.Profile(history, 1, 0, [new("signedUpOn", signedUpOn)]);
        HistoryEditor.Interaction(history, 2, UnixDay.StartMilliseconds(AsOf - 3), 1, "listen", 1000, 0);
        Assert.Equal(MathF.Log(1 + days), Block(AssertSame(history, AsOf), "counts")[^1], 1e-6f);
    }

    [Fact]
    public void Build_AnEmptyHistory_IsZerosButForRecency()
    {
        var features = AssertSame(new UserHistory(), AsOf);
        Assert.Equal((float)Math.Log(181), Assert.Single(features, f => f != 0));
    }

    [Fact]
    public void Build_WithMeansAndScales_StandardisesOnlyBlocksThatAreThere()
    {
        var width = FeatureLayout.Of(s_schema).Width;
        var (means, scales) = (Enumerable.Range(0, width).Select(i => i * 0.01f).ToArray(), Enumerable.Range(0, width).Select(i => 1 + i * 0.1f).ToArray());
        var builder = new FeatureBuilder(s_schema with { Means = means, Scales = scales }, _table);
        var history = Random(new Random(3), 20);
        var (raw, present, built) = (new float[width], new bool[builder.Layout.Blocks.Count], new float[width + 3]);
        new FeatureBuilder(s_schema, _table).BuildRaw(history, AsOf, raw, present);
        // Longer than needed, and dirty: what is written depends on neither.
        Array.Fill(built, 7);
        builder.Build(history, AsOf, built.AsSpan(0, width));
        Assert.Contains(false, present);
        foreach (var (b, block) in builder.Layout.Blocks.Index())
        {
            for (var i = block.Offset; i < block.Offset + block.Width; i++)
                Assert.Equal(present[b] ? (raw[i] - means[i]) * scales[i] : 0, built[i], 1e-5f);
        }
        Assert.Equal([7f, 7f, 7f], built[width..]);
    }

    [Fact]
    public void Build_TenThousandUnknownItems_AreCountedAndLeaveNothingBehind()
    {
        var builder = new FeatureBuilder(s_schema, _table);
        var features = new float[builder.Width];
        var few = Random(new Random(8), 20);
        Build(few);
        var before = features.ToArray();
        var steady = Allocated(few);
        // The bound lets no history have more: each built once fills what is kept between users, and the next adds nothing to it.
        for (var user = 0; user < 50; user++)
        {
            var history = new UserHistory { Actions = { "listen" } };
            foreach (var day in Enumerable.Range(0, 100))
            {
                ulong[] unknown = [.. Enumerable.Range(0, 100).Select(i => StableHash.Of($"unknown-{user}-{day}-{i}")).Order()];
                history.Days.Add(new HistoryDay { Day = AsOf - 99 + day, Items = { unknown }, Actions = { new uint[100] }, Counts = { Enumerable.Repeat(1u, 100) }, MilliWeights = { Enumerable.Repeat(1000L, 100) }, Milliseconds = { new ulong[100] } });
            }
            Assert.Equal(10_000, builder.Build(history, AsOf, features));
            Assert.All(Block(features, "a.180d").ToArray(), v => Assert.Equal(0, v));
            Assert.Equal(MathF.Log(1 + 10_000), Block(features, "counts")[10], 1e-4f);
            if (user > 0)
                Assert.InRange(Allocated(history), 0, steady + 1000);
        }
        Assert.InRange(Allocated(few), 0, steady);
        Assert.Equal(before, features);

        void Build(UserHistory history) => builder.Build(history, AsOf, features);

        long Allocated(UserHistory history)
        {
            var at = GC.GetAllocatedBytesForCurrentThread();
            Build(history);
            return GC.GetAllocatedBytesForCurrentThread() - at;
        }
    }

    private float[] AssertSame(UserHistory history, int day, FeatureSchema? schema = null)
    {
        schema ??= s_schema;
        var builder = new FeatureBuilder(schema, _table);
        var features = new float[builder.Width];
        builder.Build(history, day, features);
        var slow = new SlowFeatures(schema, _items).Of(history, day);
        Assert.Equal(slow.Length, features.Length);
        for (var i = 0; i < slow.Length; i++)
            Assert.True(Math.Abs(slow[i] - features[i]) < 1e-5, $"{builder.Layout.Blocks.Last(b => b.Offset <= i).Name}: {slow[i]} and {features[i]} at {i}");
        return features;
    }

    private static ReadOnlySpan<float> Block(float[] features, string name)
    {
        var block = FeatureLayout.Of(s_schema).Blocks.Single(b => b.Name == name);
        return features.AsSpan(block.Offset, block.Width);
    }

    private static UserHistory Random(Random random, int events)
    {
        string[] actions = ["listen", "skip", "like", "ignore", "unheard-of"];
        var history = new UserHistory { UserId = "u" };
        for (var i = 0; i < events; i++)
        {
            var at = UnixDay.StartMilliseconds(AsOf - random.Next(-3, 220)) + random.Next(86_400_000);
            var hash = (ulong)i;
            if (random.Next(10) == 0)
                HistoryEditor.Onboarding(history, hash, at, [.. Enumerable.Range(0, 4).Select(_ => StableHash.Of($"i{random.Next(44)}"))]);
            else if (random.Next(10) == 0)
                HistoryEditor.Profile(history, hash, at, [new("country", random.Next(2) == 0 ? "SE" : "FR"), new("plan", $"p{random.Next(9)}"), new("signedUpOn", $"202{random.Next(5)}-01-01")]);
            else
                HistoryEditor.Interaction(history, hash, at, StableHash.Of($"i{random.Next(44)}"), actions[random.Next(actions.Length)], random.Next(-500, 3000), (ulong)random.Next(300_000));
        }
        return history;
    }
}
