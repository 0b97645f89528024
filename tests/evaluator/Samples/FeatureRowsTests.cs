using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tests.Methods;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tests.Samples;

public sealed class FeatureRowsTests(SmallWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Rows_WithoutProfile_DoNotDependOnWhatUsersTell()
    {
        var others = world.ContextOf(new ChangedSource(world.Source, e => e.Kind == SourceEventKind.Profile ? e with { Profile = new Dictionary<string, string> { ["country"] = "XX", ["signedUpOn"] = "2020-02-02" } } : e));
        var (hidden, shown) = (new View(world.Known, HideProfile: true), new View(world.Known));
        Assert.Equal(world.Context.Features(hidden, Cancel).Values, others.Features(hidden, Cancel).Values);
        Assert.NotEqual(world.Context.Features(shown, Cancel).Values, others.Features(shown, Cancel).Values);
    }

    [Fact]
    public void Rows_ThatAreStale_AreThoseOfThatManyDaysAgo()
    {
        const int Days = 7;
        var earlier = new Population(
            "earlier", world.Known.Cuts, [.. world.Known.Samples.Select(s => s.At - EvaluationData.Days(Days)).Zip(world.Known.Samples, (at, s) => new Sample(s.User, s.Cut, world.Context.Data.EventsBefore(s.User, at), at))]);
        Assert.Equal(world.Context.Features(new View(earlier), Cancel).Values, world.Context.Features(new View(world.Known, StaleDays: Days), Cancel).Values);
        Assert.NotEqual(world.Context.Features(new View(world.Known), Cancel).Values, world.Context.Features(new View(world.Known, StaleDays: Days), Cancel).Values);
    }
}
