using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Runs;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Evaluator.Tests.Methods;
using UserRep.Evaluator.Tuning;

namespace UserRep.Evaluator.Tests.Runs;

public sealed class MethodRunnerTests(SmallWorld world)
{
    private static readonly EvaluationOptions s_options = new() { Seeds = [1, 2], Draws = 20, MinPositives = 3, Threads = 2 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private EvaluationTask Task => world.Tasks.Single(t => t.Name == "active-7d");

    [Fact]
    public void Method_ThatRefusesAFit_IsLeftOutWithANote()
    {
        var runner = new MethodRunner(world.Context.Data, s_options, new TunedSettings(), TimeProvider.System);
        runner.Run(Task, [new Popularity(), new RefusingMethod()], _ => { }, Cancel);
        Assert.Equal("popularity", Assert.Single(runner.Scores).Method);
        Assert.Equal("refusing is left out of active-7d: with seed 2, training diverged", Assert.Single(runner.Notes));
    }

    [Fact]
    public void Bundle_ThatRefusesAFit_LeavesNothingToCompare()
    {
        var runner = new MethodRunner(world.Context.Data, s_options, new TunedSettings(), TimeProvider.System);
        runner.Run(Task, [new RefusingMethod(), new Popularity()], _ => { }, Cancel);
        Assert.Empty(runner.Scores);
        Assert.Empty(runner.Freshness(Task, new RefusingMethod(), _ => { }, Cancel));
    }

    [Fact]
    public void Search_OfAMethodThatRefuses_FindsNothing()
    {
        var found = new TunedSettings();
        new Tuner(world.Context.Data, s_options with { Seeds = [2] }, found).Tune(new RefusingMethod(), Task, Cancel);
        Assert.Equal(MethodSettings.None.ToString(), found.Of(new RefusingMethod(), Task).ToString());
    }

    [Theory]
    [InlineData("mlp-head", "too few")]
    [InlineData("dlrm", "too few")]
    [InlineData("vae-cf", "klWeight")]
    public void Network_ThatCannotBeFitted_SaysWhy(string name, string why)
    {
        var method = AllMethods.Of(world.Context).Single(m => m.Name == name);
        var settings = new MethodSettings(method.Candidates[0].Values.ToDictionary(v => v.Key, v => v.Key == "klWeight" ? -1 : v.Value));
        var row = Enumerable.Range(0, world.Known.Samples.Length).First(Task.IsAsked);
        var fitted = method.Scores(Task, [row], [row], settings, 1, Cancel);
        Assert.Null(fitted.Values);
        Assert.Contains(why, Assert.Single(fitted.Faults));
    }
}
