using UserRep.Contracts.Events;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Training;

public sealed class AblationTests(TrainedBundle trained) : IClassFixture<TrainedBundle>, IDisposable
{
    private static readonly TrainingOptions s_options = TrainedBundle.Options with { Epochs = 1 };

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Without_Attributes_TheVectorDoesNotDependOnTheProfile()
    {
        var histories = Histories();
        // The simulation's profiles have a sign-up date too, which would show in tenure.
        Assert.All(histories, h => Assert.Contains(h.Profile, v => v.Name == "signedUpOn"));
        var bare = histories.Select(h => h.Clone()).ToArray();
        foreach (var history in bare)
            history.Profile.Clear();
        Assert.NotEqual(Encode(trained.Result, histories), Encode(trained.Result, bare));
        var without = await Train(InputPart.Attributes);
        Assert.Equal(Encode(without, histories), Encode(without, bare));
    }

    [Fact]
    public async Task Without_Onboarding_TheVectorDoesNotDependOnThePicks()
    {
        var histories = Histories();
        var bare = histories.Select(h => h.Clone()).ToArray();
        foreach (var history in bare)
            history.Onboarding = null;
        Assert.NotEqual(Encode(trained.Result, histories), Encode(trained.Result, bare));
        var without = await Train(InputPart.Onboarding);
        Assert.Equal(Encode(without, histories), Encode(without, bare));
    }

    [Fact]
    public async Task Without_Items_TheVectorDoesNotDependOnWhichItemsTheyWere()
    {
        var histories = Histories();
        var others = histories.Select(h => h.Clone()).ToArray();
        foreach (var day in others.SelectMany(h => h.Days))
        {
            for (var i = 0; i < day.Items.Count; i++)
                day.Items[i] ^= 0x5555;
        }
        Assert.NotEqual(Encode(trained.Result, histories), Encode(trained.Result, others));
        var without = await Train(InputPart.Items);
        Assert.Equal(Encode(without, histories), Encode(without, others));
        using var encoder = BundleEncoder.TryOpen(without.BundleFolder!, out _)!;
        var schema = encoder.Bundle.Schema;
        foreach (var block in encoder.Bundle.Features.Layout.Blocks)
        {
            var gone = block.Kind is FeatureBlockKind.Window or FeatureBlockKind.Recency or FeatureBlockKind.Onboarding;
            if (block.Kind != FeatureBlockKind.Flags)
                Assert.All(schema.Scales.Skip(block.Offset).Take(block.Width), s => Assert.Equal(gone, s == 0));
        }
    }

    [Fact]
    public async Task Without_AllThatHasAWeight_IsTheFaultOfNothingToLearn()
    {
        var options = s_options with { LossWeights = new LossWeights(Window: 1, Onboarding: 1, Attribute: 0, Counts: 0, Flags: 0, Rhythm: 0), Without = [InputPart.Items] };
        var result = await BundleTrainer.TrainAsync(trained.Source, options, _folder.Path, new EncoderVersion(2), trained.Source.End, TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.StartsWith("lossWeights leave nothing to learn", Assert.Single(result.Faults));
    }

    [Fact]
    public async Task Parent_WithoutAPart_DoesNotSilenceItInItsChild()
    {
        var parent = await Train(InputPart.Attributes);
        var request = new TrainingRequest(_folder.Path, new EncoderVersion(3), trained.Source.End) { Parent = parent.BundleFolder };
        var child = await BundleTrainer.TrainAsync(trained.Source, s_options, request, TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.Empty(child.Faults);
        using var encoder = BundleEncoder.TryOpen(child.BundleFolder!, out _)!;
        Assert.DoesNotContain(0f, encoder.Bundle.Schema.Scales);
    }

    [Fact]
    public void Without_UnknownOrRepeatedParts_IsAFault()
    {
        Assert.StartsWith("without must be", Assert.Single(TrainingOptionsValidator.Faults(new TrainingOptions { Without = [(InputPart)9] })));
        Assert.StartsWith("without must be", Assert.Single(TrainingOptionsValidator.Faults(new TrainingOptions { Without = [InputPart.Items, InputPart.Items] })));
    }

    public void Dispose() => _folder.Dispose();

    private UserHistory[] Histories() => [.. HistoryReplay.Histories(trained.Source.Events(), trained.Source.End).Values.Take(50)];

    private float[] Encode(TrainingResult result, IReadOnlyList<UserHistory> histories)
    {
        using var encoder = BundleEncoder.TryOpen(result.BundleFolder!, out var faults);
        Assert.Empty(faults);
        var vectors = encoder!.Encode(histories, UnixDay.Of(trained.Source.End) - 1);
        Assert.True(vectors.Distinct().Count() > histories.Count);
        return vectors;
    }

    private async Task<TrainingResult> Train(params InputPart[] without)
    {
        var result = await BundleTrainer.TrainAsync(trained.Source, s_options with { Without = without }, _folder.Path, new EncoderVersion(2), trained.Source.End, TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.Empty(result.Faults);
        return result;
    }
}
