using System.Text.Json;
using UserRep.Evaluator.Results;
using UserRep.Evaluator.Tests.Samples;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tests.Runs;

public sealed class EvaluationTests(EvaluatedWorld world)
{
    private const string ColdStart = "cold start";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Evaluation_Quick_ScoresTheBundleOnEveryTaskInFiniteNumbers()
    {
        var result = world.Result;
        Assert.Equal([ColdStart, "future", "neighbourhoods", "probes"], result.Tasks.Select(t => t.Section).Distinct().Order());
        Assert.All(result.Scores, s => Assert.True(s.Value.IsFinite && s.Lead is null or { IsFinite: true }, $"{s}"));
        Assert.All(result.Scores, s => Assert.InRange(s.Value.Mean, 0, 1));
        foreach (var task in result.Tasks)
            Assert.Equal("bundle", Assert.Single(result.Scores, s => s.Task == task.Name && s.Lead is null).Method);
        Assert.All(result.Scores, s => Assert.Contains(s.Method, result.Methods.Select(m => m.Name)));
        Assert.Equal([0, 1, 7, 30], result.Freshness.Where(f => f.Task == "active-7d").Select(f => f.StaleDays));
        Assert.All(result.Freshness, f => Assert.True(f.Value.IsFinite));
        Assert.Equal((0.3, true, 12), (result.TestShare, result.Simulated, result.Dimension));
    }

    [Fact]
    public void Evaluation_OfTheSimulation_TellsUsersApart()
    {
        Assert.True(Bundle("active-7d") > 0.55, $"{Bundle("active-7d")}");
        Assert.True(Bundle("groups-28d") > 0.55, $"{Bundle("groups-28d")}");
        Assert.All(world.Result.Scores.Where(s => s is { Method: "popularity", Metric: "auc" }), s => Assert.Equal(0.5, s.Value.Mean, 1e-9));

        double Bundle(string task) => world.Result.Scores.Single(s => s.Task == task && s.Method == "bundle").Value.Mean;
    }

    /// <summary>No question looks past 28 days after the last test cut; the item is in no group, so that what is asked stays the same.</summary>
    [Fact]
    public async Task Evaluation_AgainWithEventsAfterAllQuestions_IsTheSame()
    {
        var end = world.Source.End.ToUnixTimeMilliseconds();
        var users = world.Source.Events().Select(e => e.UserId).Distinct().ToArray();
        var later = users.Select((u, i) => new SourceEvent(SourceEventKind.Interaction, $"later-{i}", u, end + i) { ItemId = "new", Action = "listen", Weight = 50 });
        var longer = await world.EvaluateAsync(world.Source.With(later));
        Assert.NotEqual(world.Result.DataFingerprint, longer.DataFingerprint);
        // New users whose week ends with the data are asked about only then.
        Assert.Equal(Numbers(world.Result, t => t.Section != ColdStart), Numbers(longer, t => t.Section != ColdStart));
    }

    /// <summary>What the comparison above stands on: an event just before its question's end does show.</summary>
    [Fact]
    public async Task Evaluation_WithEventsWithinAQuestion_Differs()
    {
        var within = world.Source.End.AddDays(-32 + 27).ToUnixTimeMilliseconds();
        var users = world.Source.Events().Select(e => e.UserId).Distinct().Where((_, i) => i % 2 == 0);
        var more = users.Select((u, i) => new SourceEvent(SourceEventKind.Interaction, $"within-{i}", u, within + i) { ItemId = "new", Action = "listen" });
        Assert.NotEqual(Numbers(world.Result, t => t.Name == "return-28d"), Numbers(await world.EvaluateAsync(world.Source.With(more)), t => t.Name == "return-28d"));
    }

    [Fact]
    public async Task Evaluation_BadOptionsBundleOrCuts_IsAllFaults()
    {
        var request = world.Request(world.Source);
        Assert.Equal(2, (await Run(request with { Options = new EvaluationOptions { Draws = 1, Seeds = [] } })).Count);
        Assert.NotEmpty(await Run(request with { BundleFolder = Path.Combine(world.BundleFolder, "none") }));
        Assert.Contains("no file of settings", Assert.Single(await Run(request with { SettingsPath = Path.Combine(world.BundleFolder, "none.json") })));
        Assert.Contains("has no event", Assert.Single(await Run(request with { Source = new MadeUpSource() })));
        Assert.Contains("test cuts must lie within", Assert.Single(await Run(request with { Options = request.Options with { TestCuts = [new DateOnly(2030, 1, 1)] } })));
    }

    private static async Task<IReadOnlyList<string>> Run(EvaluationRequest request)
    {
        var outcome = await Evaluation.RunAsync(request, TimeProvider.System, null, Cancel);
        Assert.Null(outcome.Result);
        return outcome.Faults;
    }

    private static string Numbers(EvaluationResult result, Predicate<TaskSummary> which)
    {
        var tasks = result.Tasks.Where(t => which(t)).ToArray();
        var names = tasks.Select(t => t.Name).ToHashSet();
        Assert.NotEmpty(tasks);
        return JsonSerializer.Serialize(new { tasks, Scores = result.Scores.Where(s => names.Contains(s.Task)), Freshness = result.Freshness.Where(f => names.Contains(f.Task)), result.TestCuts, result.TrainCuts });
    }
}
