using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;

namespace UserRep.Evaluator.Tests.Methods;

public sealed class PopularityTests
{
    [Fact]
    public void Popularity_UnknownLabels_AreLeftOutOfTheRate()
    {
        var population = new Population("p", [], [.. Enumerable.Range(0, 5).Select(i => new Sample(i, 0, 0, 0))]);
        var labels = new Matrix([1, 0, 0, 0, 1, float.NaN, 0, float.NaN, 1, 1], 2);
        var task = new EvaluationTask("t", "t", TaskKind.Labels, new View(population), ["a", "b"], labels);
        var scores = new Popularity().Scores(task, [0, 1, 2, 3], [4], MethodSettings.None, 1, TestContext.Current.CancellationToken).Values!;
        // Of the first output 2 of 4, of the second 0 of 2; half a case of each kind more.
        Assert.Equal([0, (float)Math.Log(0.5 / 2.5)], scores.Row(0).ToArray());
    }
}
