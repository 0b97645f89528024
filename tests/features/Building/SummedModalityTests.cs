using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Building;
using UserRep.Features.Histories;
using UserRep.Features.Items;
using UserRep.Features.Schema;

namespace UserRep.Features.Tests.Building;

/// <summary>A modality whose dimensions are counted, and the days' rhythm, against sums worked out by hand.</summary>
public sealed class SummedModalityTests : IDisposable
{
    private const int AsOf = 20_000;

    private static readonly float s_log2 = MathF.Log(2);

    // Items by category: rock, jazz, folk; nobody plays folk.
    private static readonly FeatureSchema s_schema =
        new([7, 30], [new("category", 3, Pooling.LogSum)], new Dictionary<string, double> { ["skip"] = -0.5 }, 1, 14, [], [], [], RhythmDays: 4);

    private readonly TempFolder _folder = new();
    private readonly ItemTable _table;

    public SummedModalityTests()
    {
        ItemTableWriter.Write(_folder.File("items.bin"), s_schema.Modalities, [new("rock", [[1, 0, 0]]), new("jazz", [[0, 1, 0]])]);
        _table = ItemTable.TryOpen(_folder.File("items.bin"), s_schema.Modalities, out _)!;
    }

    public void Dispose()
    {
        _table.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void LogSum_PlaysAndASkip_AreSummedPerWindowWithTheirSign()
    {
        // One play weighs log 2 and halves in 14 days; a skip counts half, against.
        var features = Build((0, "rock", "listen"), (14, "rock", "listen"), (14, "jazz", "skip"));
        AssertClose([MathF.Log(1 + s_log2), 0, 0], features, "category.7d");
        AssertClose([MathF.Log(1 + 1.5f * s_log2), -MathF.Log(1 + 0.25f * s_log2), 0], features, "category.30d");
        AssertClose([1, 1, 0], features, "flags");
    }

    [Fact]
    public void LogSum_MoreOfTheSame_SaysMore()
    {
        // On different days: within one a repetition counts by the log of its amount.
        var few = Build((0, "rock", "listen"));
        var many = Build((0, "rock", "listen"), (1, "rock", "listen"), (2, "rock", "listen"));
        Assert.True(Block(many, "category.7d")[0] > Block(few, "category.7d")[0] + 0.3f);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(6, 0.4333)]
    [InlineData(29, 0.0096)]
    [InlineData(30, 0.0)]
    [InlineData(-1, 0.0)]
    public void Recency_OfAnAge_FallsFromOneTodayToNothingAtTheLongestWindow(int age, double expected)
    {
        var recency = Block(Build((age, "jazz", "listen")), "category.recency");
        Assert.Equal(expected, recency[1], 1e-4);
        Assert.Equal((0f, 0f), (recency[0], recency[2]));
    }

    [Fact]
    public void Recency_OfSeveralActivities_IsTheNewest() =>
        AssertClose([1 - MathF.Log(4) / MathF.Log(31), 1, 0], Build((20, "rock", "listen"), (3, "rock", "skip"), (9, "rock", "listen"), (0, "jazz", "listen")), "category.recency");

    [Fact]
    public void Rhythm_EachDay_CountsItsEventsNewestFirst()
    {
        var features = Build((0, "rock", "listen"), (0, "rock", "listen"), (0, "unheard-of", "skip"), (2, "jazz", "listen"), (4, "jazz", "listen"), (-1, "jazz", "listen"));
        AssertClose([MathF.Log(4), 0, MathF.Log(2), 0], features, "rhythm");
    }

    [Fact]
    public void Layout_WithoutRhythmAndSums_IsThatOfOlderBundles()
    {
        var layout = FeatureLayout.Of(s_schema with { RhythmDays = 0, Modalities = [new("category", 3)] });
        Assert.Equal(
            [("category.7d", 0, 3), ("category.30d", 3, 3), ("onboarding.category", 6, 3), ("counts", 9, 10), ("flags", 19, 3)],
            layout.Blocks.Select(b => (b.Name, b.Offset, b.Width)));
    }

    private float[] Build(params (int Age, string Item, string Action)[] activities)
    {
        var history = new UserHistory();
        foreach (var (i, (age, item, action)) in activities.Index())
            HistoryEditor.Interaction(history, (ulong)i + 1, UnixDay.StartMilliseconds(AsOf - age) + i, StableHash.Of(item), action, 1000, 0);
        var builder = new FeatureBuilder(s_schema, _table);
        var features = new float[builder.Width];
        builder.Build(history, AsOf, features);
        return features;
    }

    private static void AssertClose(float[] expected, float[] features, string block) =>
        Assert.Equal(expected, Block(features, block), (a, b) => Math.Abs(a - b) < 1e-5f);

    private static float[] Block(float[] features, string name)
    {
        var block = FeatureLayout.Of(s_schema).Blocks.Single(b => b.Name == name);
        return features[block.Offset..(block.Offset + block.Width)];
    }
}
