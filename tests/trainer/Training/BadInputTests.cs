using UserRep.Contracts.Events;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Training;

/// <summary>Whatever comes in, the outcome is a fault that says what to do or a bundle without a value that isn't finite.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static readonly DateTimeOffset s_cut = ListSource.Start.AddDays(20);

    private static readonly TrainingOptions s_options = new()
    {
        Epochs = 2, Hidden = [8], Latent = 4, BatchSize = 16, HeldOut = 0.3, Threads = 1,
        ItemVectors = new() { CollaborativeDimension = 4, ContentDimension = 4, MinCount = 1 },
    };

    [Fact]
    public async Task Cut_BeforeTheFirstEvent_NamesIt()
    {
        var fault = Assert.Single((await Train(new ListSource(ListSource.World()), cut: ListSource.Start.AddDays(-3))).Faults);
        Assert.Contains("no event before the cut-off 2024-10-01 00:00:00Z; its first is at 2024-10-04", fault);
    }

    [Fact]
    public async Task Cut_FarAfterTheLastEvent_TrainsAndSaysWhenThatWas()
    {
        var result = await FiniteBundle(new ListSource(ListSource.World()), cut: DateTimeOffset.MaxValue);
        Assert.Equal((DateTimeOffset.MaxValue, UnixDay.Of(ListSource.Start) + 7), (result.Record!.CutOff, UnixDay.Of(result.Record.LastEvent!.Value)));
    }

    [Fact]
    public async Task Source_WithoutEvents_IsAFault() =>
        Assert.Equal("list has no event", Assert.Single((await Train(new ListSource([]))).Faults));

    [Theory]
    [InlineData(1e300)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public async Task Weights_OutOfBounds_AreRefusedAndCounted(double weight)
    {
        Assert.Contains("480 have a time, weight", Assert.Single((await Train(new ListSource(ListSource.World(weight: _ => weight)))).Faults));
        var some = await FiniteBundle(new ListSource(ListSource.World(weight: u => u % 10 == 0 ? weight : null)));
        Assert.Equal((48L, 54), (some.Record!.RefusedEvents, some.Record.Users));
    }

    [Theory]
    [InlineData(-1_000_000)]
    [InlineData(1_000_000)]
    [InlineData(0)]
    public async Task Weights_AtTheirBounds_Train(double weight) =>
        await FiniteBundle(new ListSource(ListSource.World(weight: u => u % 3 == 0 ? weight : null)));

    [Fact]
    public async Task Events_WithImpossibleTimes_AreRefused()
    {
        var odd = new[] { long.MinValue, long.MaxValue }.Select(at => ListSource.Play("u1", "i1", 3) with { At = at });
        var result = await FiniteBundle(new ListSource([.. ListSource.World(), .. odd, ListSource.Play("u1", "i1", 3.5) with { PlayedMs = -5 }]));
        Assert.Equal(3, result.Record!.RefusedEvents);
    }

    [Fact]
    public async Task Items_WithoutAVector_AreCounted()
    {
        // Alone in its user's history, an item occurs beside no other.
        var lonely = Enumerable.Range(0, 5).Select(i => ListSource.Play($"alone{i}", $"rare{i}", 2));
        var result = await FiniteBundle(new ListSource([.. ListSource.World(), .. lonely]));
        Assert.Equal(5, result.Record!.InteractionsWithoutVector);
    }

    [Theory]
    [InlineData(1, 12, "too few")]
    [InlineData(60, 1, "no item of list has a vector")]
    public async Task World_OfOneUserOrOneItem_IsAFault(int users, int items, string expected) =>
        Assert.Contains(expected, Assert.Single((await Train(new ListSource(ListSource.World(users, items)))).Faults));

    [Fact]
    public async Task World_OfOneEvent_IsAFault() =>
        Assert.Single((await Train(new ListSource([ListSource.Play("u", "i", 1)]))).Faults);

    [Fact]
    public async Task Users_AllTheSame_Train() =>
        await FiniteBundle(new ListSource(Enumerable.Range(0, 60).SelectMany(u => Enumerable.Range(0, 6).Select(i => ListSource.Play($"u{u}", $"i{i % 3}", i)))));

    [Fact]
    public async Task Attribute_OfManyValues_IsHashed()
    {
        var result = await FiniteBundle(new ListSource([.. ListSource.World(), .. Enumerable.Range(0, 10_000).Select(i => ListSource.Tell($"u{i % 60}", "handle", $"value {i}", 1 + i / 1e4))]));
        using var bundle = EncoderBundle.TryOpen(result.BundleFolder!, out _)!;
        var attribute = Assert.Single(bundle.Schema.Attributes);
        Assert.Equal((s_options.AttributeSlots, 0), (attribute.Buckets, attribute.Values.Count));
    }

    [Fact]
    public async Task Ids_OfOddUnicode_Train()
    {
        string[] odd = ["e\u0301", "\u00e9", "😀", "\u202eabc", "a\u0000b", "\ud800", "\udc00", " ", "İ", new('x', 256)];
        var source = new ListSource(
            Enumerable.Range(0, 60).SelectMany(u => Enumerable.Range(0, 8).Select(i => ListSource.Play(odd[u % odd.Length] + u, odd[(u + i) % odd.Length], i)))
                .Concat(odd.Select((o, i) => ListSource.Tell(o + i, o.Length > 64 ? "long" : o, o, 1))),
            odd.ToDictionary(o => o, IReadOnlyList<string> (o) => [o, "all"]));
        await FiniteBundle(source);
    }

    [Fact]
    public async Task Users_WhoOnlyToldOfThemselves_Train()
    {
        var source = new ListSource(
            Enumerable.Range(0, 80).Select(u => ListSource.Tell($"u{u}", "country", u % 2 == 0 ? "SE" : "DE", u % 7)),
            new Dictionary<string, IReadOnlyList<string>> { ["i"] = ["rock"], ["j"] = ["jazz"] });
        await FiniteBundle(source);
    }

    [Fact]
    public async Task LossWeights_OfNoBlockThereIs_AreAFault()
    {
        var options = s_options with { LossWeights = new LossWeights(0, 0, 1, 0, 0, 0) };
        Assert.Contains("lossWeights", Assert.Single((await Train(new ListSource(ListSource.World()), options)).Faults));
    }

    [Fact]
    public async Task Future_OfNothingThereIs_IsAFault()
    {
        var options = s_options with { Future = new FutureOptions(Active: 0, Groups: 1, Counts: 0, Items: 0) };
        Assert.StartsWith("future leaves nothing to predict", Assert.Single((await Train(new ListSource(ListSource.World()), options)).Faults));
    }

    private async Task<TrainingResult> FiniteBundle(IEventSource source, TrainingOptions? options = null, DateTimeOffset? cut = null)
    {
        var result = await Train(source, options, cut);
        Assert.Empty(result.Faults);
        Assert.True(double.IsFinite(result.ValidationLoss));
        using var encoder = BundleEncoder.TryOpen(result.BundleFolder!, out var faults);
        Assert.Empty(faults);
        var histories = HistoryReplay.Histories(source.Events().Where(EventBounds.Holds), cut ?? s_cut).Values.ToArray();
        Assert.All(encoder!.Encode(histories, UnixDay.Of(s_cut)), v => Assert.True(float.IsFinite(v)));
        Assert.All(encoder.Bundle.Schema.Means.Concat(encoder.Bundle.Schema.Scales), v => Assert.True(float.IsFinite(v)));
        return result;
    }

    private Task<TrainingResult> Train(IEventSource source, TrainingOptions? options = null, DateTimeOffset? cut = null) =>
        BundleTrainer.TrainAsync(source, options ?? s_options, _folder.Path, new EncoderVersion(1), cut ?? s_cut, TimeProvider.System, null, TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Dispose();
}
