using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Trainer.Events;
using UserRep.Trainer.Metrics;

namespace UserRep.Evaluator.Tests.Methods;

public sealed class AllMethodsTests(SmallWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => 
        ["bundle", "mlp-head", "popularity", "onboarding-mean", "counts", "windows", "full", "full-mlp", "untrained", "pca", "nmf", "als", "vae-cf", "dlrm", "trees"];

    [Fact]
    public void Methods_All_AreNamedOnceAndWithinTheBudget()
    {
        var methods = AllMethods.Of(world.Context);
        Assert.Equal(Names.Select(n => n.Data), methods.Select(m => m.Name));
        Assert.All(methods, m => Assert.InRange(m.Candidates.Count, 1, 12));
        Assert.All(methods, m => Assert.Equal(m.Candidates.Count, m.Candidates.Select(c => c.ToString()).Distinct().Count()));
        Assert.All(AllMethods.Quick(world.Context), m => Assert.Contains(m.Name, methods.Select(o => o.Name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Method_SmallWorld_ScoresEveryRowAndRepeatsItself(string name)
    {
        var task = world.Tasks.Single(t => t.Name == "groups-28d");
        var (scores, again) = (Score(world.Context, world.Known, task, name, 1), Score(world.ContextOf(world.Source, threads: 1), world.Known, task, name, 1));
        Assert.Equal(task.Outputs.Count, scores.Width);
        Assert.DoesNotContain(scores.Values, s => !float.IsFinite(s));
        Assert.Equal(again.Values, scores.Values);
    }

    /// <summary>Groups are what listeners differ in, so whatever knows what they heard must tell them apart.</summary>
    [Theory]
    [InlineData("bundle")]
    [InlineData("windows")]
    [InlineData("full")]
    [InlineData("pca")]
    [InlineData("nmf")]
    [InlineData("als")]
    [InlineData("vae-cf")]
    [InlineData("dlrm")]
    [InlineData("trees")]
    public void Method_GroupsOfTheNextWeeks_BeatsPopularity(string name)
    {
        var task = world.Tasks.Single(t => t.Name == "groups-28d");
        var rows = Rows(world.Known, isTest: true);
        var scores = Score(world.Context, world.Known, task, name, 1);
        var aucs = Enumerable.Range(0, task.Outputs.Count).Select(k =>
        {
            var known = Enumerable.Range(0, rows.Length).Where(r => !float.IsNaN(task.Labels.Row(rows[r])[k])).ToArray();
            return new Auc([.. known.Select(r => scores.Row(r)[k])], [.. known.Select(r => task.Labels.Row(rows[r])[k] > 0)]).Of([]);
        }).Where(double.IsFinite).ToArray();
        Assert.True(aucs.Average() > 0.56, $"{name}: {aucs.Average():F3}");
    }

    [Theory]
    [InlineData("untrained")]
    [InlineData("nmf")]
    [InlineData("als")]
    [InlineData("vae-cf")]
    [InlineData("dlrm")]
    [InlineData("trees")]
    public void Method_Seeded_DiffersBySeed(string name)
    {
        var task = world.Tasks.Single(t => t.Name == "active-7d");
        Assert.True(AllMethods.Of(world.Context).Single(m => m.Name == name).IsSeeded);
        Assert.NotEqual(Score(world.Context, world.Known, task, name, 1).Values, Score(world.Context, world.Known, task, name, 2).Values);
    }

    /// <summary>What test users do must not show in what is learnt, nor may the future in what is known.</summary>
    [Theory]
    [InlineData("pca")]
    [InlineData("nmf")]
    [InlineData("als")]
    [InlineData("vae-cf")]
    [InlineData("dlrm")]
    [InlineData("trees")]
    public void Method_OtherTestUsersAndOtherFuture_ScoresTrainingRowsAlike(string name)
    {
        var data = world.Context.Data;
        var tested = data.Log.Users.Where((_, u) => data.IsTestUser[u]).ToHashSet();
        var changed = world.ContextOf(new ChangedSource(world.Source, e =>
            e.Kind != SourceEventKind.Interaction || (!tested.Contains(e.UserId) && e.At < data.CutOff) ? e : e with { Weight = 9, PlayedMs = 3_600_000 }));
        var task = world.Tasks.Single(t => t.Name == "active-7d");
        var rows = Rows(world.Known, isTest: false);
        Assert.Equal(Score(world.Context, world.Known, task, name, 1, rows).Values, Score(changed, world.Known, task, name, 1, rows).Values);
        Assert.NotEqual(Score(world.Context, world.Known, task, name, 1).Values, Score(changed, world.Known, task, name, 1).Values);
    }

    private static Matrix Score(MethodContext context, Population population, EvaluationTask task, string name, int seed, int[]? rows = null)
    {
        var method = AllMethods.Of(context).Single(m => m.Name == name);
        Assert.True(method.Answers(task), name);
        return method.Scores(task, Rows(population, isTest: false), rows ?? Rows(population, isTest: true), method.Candidates[0], seed, Cancel).Values!;
    }

    private static int[] Rows(Population population, bool isTest) =>
        [.. Enumerable.Range(0, population.Samples.Length).Where(i => population.Cuts[population.Samples[i].Cut].IsTest == isTest)];
}
