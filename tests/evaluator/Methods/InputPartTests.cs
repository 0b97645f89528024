using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Samples;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tests.Methods;

public sealed class InputPartTests(SmallWorld world)
{
    [Fact]
    public void InputPart_SomeBlocks_AreTakenAsTheyAre()
    {
        var part = new InputPart(world.Context, "p", "p", FeatureBlockKind.Counts, FeatureBlockKind.Onboarding);
        var view = new View(world.Known);
        var features = world.Context.Features(view, TestContext.Current.CancellationToken);
        var vectors = part.Vectors(view, MethodSettings.None, 1, TestContext.Current.CancellationToken).Values!;
        var expected = world.Encoder.Bundle.Features.Layout.Blocks.Where(b => b.Kind is FeatureBlockKind.Counts or FeatureBlockKind.Onboarding)
            .SelectMany(b => features.Row(9).Slice(b.Offset, b.Width).ToArray()).ToArray();
        Assert.Equal(expected, vectors.Row(9).ToArray());
        Assert.True(part.Answers(view));
    }

    [Fact]
    public void OnboardingMean_NobodyPicks_DoesNotAnswer()
    {
        var context = world.ContextOf(new ChangedSource(world.Source, e => e.Kind == SourceEventKind.Onboarding ? null : e));
        var view = new View(world.PopulationOf(context));
        Assert.False(new InputPart(context, "p", "p", FeatureBlockKind.Onboarding).Answers(view));
        Assert.True(new InputPart(context, "p", "p", FeatureBlockKind.Window).Answers(view));
    }
}
