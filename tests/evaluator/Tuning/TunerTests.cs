using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Evaluator.Tests.Methods;
using UserRep.Evaluator.Tuning;

namespace UserRep.Evaluator.Tests.Tuning;

public sealed class TunerTests(SmallWorld world)
{
    private static readonly EvaluationOptions s_options = new() { Threads = 2, MinPositives = 3 };

    private EvaluationData Data => world.Context.Data;

    private EvaluationTask Task => world.Tasks.Single(t => t.Name == "groups-28d");

    [Fact]
    public void Search_Rows_AreOfOtherPersonsAndTimesAndNeverTested()
    {
        var (spy, found) = (new SpyMethod(), new TunedSettings());
        new Tuner(Data, s_options, found).Tune(spy, Task, TestContext.Current.CancellationToken);
        // Each half of the cuts teaches once.
        Assert.Equal(2 * spy.Candidates.Count, spy.Seen.Count);
        var samples = Task.View.Population.Samples;
        foreach (var (teach, judge) in spy.Seen)
        {
            Assert.All(teach.Concat(judge), r => Assert.False(Task.View.Population.Cuts[samples[r].Cut].IsTest || Data.IsTestUser[samples[r].User]));
            Assert.Empty(teach.Select(r => Data.Persons[samples[r].User]).Intersect(judge.Select(r => Data.Persons[samples[r].User])));
            Assert.True(teach.Max(r => samples[r].At) < judge.Min(r => samples[r].At) || judge.Max(r => samples[r].At) < teach.Min(r => samples[r].At));
            Assert.NotEmpty(judge);
        }
        Assert.Equal(1, found.Of(spy, Task)["i"]);
    }

    /// <summary>Whatever became of test users, the settings are the same; whatever became of the others may change them.</summary>
    [Fact]
    public void Search_WithOtherTestLabels_FindsTheSame()
    {
        var method = AllMethods.Of(world.Context).Single(m => m.Name == "counts");
        Assert.Equal(Search(method, Task), Search(method, Flipped(Task, test: true)));
        Assert.NotEqual(Search(new SpyMethod(), Task), Search(new SpyMethod(), Flipped(Task, test: false, to: float.NaN)));
    }

    /// <summary>All methods are judged on the same rows, those of the task asked.</summary>
    [Fact]
    public void Search_OfSeveralMethodsAndTasks_UsesTheRowsOfEachTask()
    {
        var (first, second, other, alone) = (new SpyMethod(), new SpyMethod(), new SpyMethod(), new SpyMethod());
        var tuner = new Tuner(Data, s_options, new TunedSettings());
        var active = world.Tasks.Single(t => t.Name == "active-7d");
        tuner.Tune(first, Task, TestContext.Current.CancellationToken);
        tuner.Tune(second, Task, TestContext.Current.CancellationToken);
        tuner.Tune(other, active, TestContext.Current.CancellationToken);
        new Tuner(Data, s_options, new TunedSettings()).Tune(alone, active, TestContext.Current.CancellationToken);
        Assert.Equal(first.Seen, second.Seen);
        Assert.Equal(alone.Seen.Select(s => (s.Teach.ToArray(), s.Judge.ToArray())), other.Seen.Select(s => (s.Teach.ToArray(), s.Judge.ToArray())), (a, b) => a.Item1.SequenceEqual(b.Item1) && a.Item2.SequenceEqual(b.Item2));
    }

    [Fact]
    public void Search_OfAMethodWithoutAChoice_FindsNothing()
    {
        var found = new TunedSettings();
        new Tuner(Data, s_options, found).Tune(new Popularity(), Task, TestContext.Current.CancellationToken);
        Assert.Empty(found.Of(new Popularity(), Task).Values);
    }

    private string Search(Method method, EvaluationTask task)
    {
        var found = new TunedSettings();
        new Tuner(Data, s_options, found).Tune(method, task, TestContext.Current.CancellationToken);
        return found.Of(method, task).ToString();
    }

    private static EvaluationTask Flipped(EvaluationTask task, bool test, float? to = null)
    {
        var population = task.View.Population;
        var labels = new Matrix([.. task.Labels.Values], task.Labels.Width);
        for (var r = 0; r < labels.Rows; r++)
        {
            if (population.Cuts[population.Samples[r].Cut].IsTest != test)
                continue;
            foreach (ref var label in labels.Row(r))
                label = to ?? 1 - label;
        }
        return task with { Labels = labels };
    }
}
