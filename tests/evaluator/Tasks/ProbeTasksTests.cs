using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Evaluator.Tests.Samples;

namespace UserRep.Evaluator.Tests.Tasks;

public sealed class ProbeTasksTests
{
    private readonly EvaluationData _data = new MadeUpSource(
    [
        .. "abcdef".Select(u => MadeUpSource.Play($"{u}", "i", u == 'f' ? 1 : 19)),
        MadeUpSource.Tell("a", "country", "SE", 1), MadeUpSource.Tell("b", "country", "SE", 1), MadeUpSource.Tell("c", "country", "DE", 1), MadeUpSource.Tell("f", "country", "DE", 1),
        // Moved, and told so before the cut; and one who tells only after it.
        MadeUpSource.Tell("b", "country", "FR", 18), MadeUpSource.Tell("d", "country", "SE", 20.5),
        .. "abcde".Select(u => MadeUpSource.Tell($"{u}", "plan", u < 'c' ? "free" : "paid", 2)),
        .. "abcde".Select(u => MadeUpSource.Tell($"{u}", "language", "en", 2)),
        .. "abcde".Select(u => MadeUpSource.Tell($"{u}", "signedUpOn", $"2024-01-0{u - 'a' + 1}", 2)),
    ]).Data(testShare: 0);

    private EvaluationTask[] Tasks()
    {
        var known = Populations.Known(_data, [new Cut(MadeUpSource.At(20), false)], windowDays: 30, maxPerTrainCut: 100);
        return [.. ProbeTasks.Of(_data, known, recentDays: 7)];
    }

    [Fact]
    public void Probes_AttributesThatTellUsersApart_AreAskedOfVectorsWithoutAny()
    {
        Assert.Equal(["probe-country", "probe-plan"], Tasks().Select(t => t.Name));
        Assert.All(Tasks(), t => Assert.Equal((true, 0, Sections.Probes), (t.View.HideProfile, t.View.StaleDays, t.Section)));
    }

    [Fact]
    public void Probe_OfSeveralValues_HasAQuestionForEach()
    {
        var task = Tasks()[0];
        Assert.Equal(["DE", "FR", "SE"], task.Outputs);
        // What is known at the cut, of those active lately: not f, who is silent, nor d and e, who haven't told.
        AssertLabels(task, ("a", [0, 0, 1]), ("b", [0, 1, 0]), ("c", [1, 0, 0]), ("d", null), ("e", null), ("f", null));
    }

    [Fact]
    public void Probe_OfTwoValues_AsksOneOfThem()
    {
        var task = Tasks()[1];
        Assert.Equal(["free"], task.Outputs);
        AssertLabels(task, ("a", [1]), ("b", [1]), ("c", [0]), ("d", [0]), ("e", [0]), ("f", null));
    }

    private void AssertLabels(EvaluationTask task, params (string User, float[]? Labels)[] expected)
    {
        foreach (var (row, sample) in task.View.Population.Samples.Index())
        {
            var (_, labels) = expected.Single(e => e.User == _data.Log.Users[sample.User]);
            Assert.Equal(labels ?? [.. Enumerable.Repeat(float.NaN, task.Outputs.Count)], task.Labels.Row(row).ToArray());
            Assert.Equal(labels is not null, task.IsAsked(row));
        }
        Assert.Equal(expected.Length, task.View.Population.Samples.Length);
    }
}
