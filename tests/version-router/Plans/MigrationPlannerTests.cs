using UserRep.Contracts.Plans;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Evaluations;
using UserRep.VersionRouter.Plans;
using UserRep.VersionRouter.Registry;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Plans;

public class MigrationPlannerTests
{
    private static readonly DateOnly s_day = new(2026, 6, 30);
    private static readonly ModelInfo s_model = Model("ranker-a", 1) with { Heads = [new ModelHead("representation@v1", "by-hand", Then), new ModelHead("representation@v2", new string('a', 64), Then)] };
    private static readonly RegistryDocument s_registry = new(0, [Version(1), Version(2, VersionState.Ready), Version(3, VersionState.Ready)], [s_model]);

    [Fact]
    public void Draw_AGoodVersion_SaysWhatMovesAndRefusesNothing()
    {
        var draft = Draw(Facts(1), Facts(2));

        Assert.Empty(draft.Refusals);
        Assert.Equal(
            ["model ranker-a: pin representation@v1 -> representation@v2", "representation@v2: Ready -> Serving", "representation@v1: Serving -> Draining (still encoded, so that models can go back)"],
            draft.Lines.Where(l => l.Sign == PlanSign.Change).Select(l => l.Text));
        Assert.Contains(draft.Lines, l => l.Text.StartsWith("its head for representation@v2 is proven", StringComparison.Ordinal));
        Assert.Contains(draft.Lines, l => l.Text.StartsWith("0 of 1,000 users have no representation@v2 vector", StringComparison.Ordinal));
    }

    [Fact]
    public void Draw_AnotherModelStays_TheOldVersionGoesOnServing()
    {
        var registry = s_registry.With(Model("ranker-b", 1));

        Assert.DoesNotContain(MigrationPlanner.Draw(registry, s_model, Facts(1), Facts(2), new PlanOptions(), Then).Lines, l => l.Text.Contains("Draining", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(998, false, "COVERAGE")]
    [InlineData(999, true, "")]
    public void Draw_CoverageBelowTheThreshold_IsADoubt(long covered, bool good, string code)
    {
        var draft = Draw(Facts(1), Facts(2, covered: covered));

        Assert.Equal(good ? [] : [(code, true)], draft.Refusals.Select(r => (r.Code, r.CanBeForced)));
        Assert.Contains(draft.Lines, l => l.Sign == PlanSign.Remove && l.Text.Contains("users have no", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Draw_VectorsBehindThoseLeft_AreADoubt(int days, bool refused) =>
        Assert.Equal(refused ? ["AGE"] : [], Draw(Facts(1), Facts(2, day: s_day.AddDays(-days))).Refusals.Select(r => r.Code));

    [Theory]
    [InlineData(0.795, false)]
    [InlineData(0.785, true)]
    public void Draw_TheModelsTasksWorse_AreADoubtAndOthersAreNot(double mean, bool refused)
    {
        var draft = Draw(Facts(1, Evaluation(("mine", 0.8), ("another", 0.8))), Facts(2, Evaluation(("mine", mean), ("another", 0.1))), s_model with { EvaluationTasks = ["mine"] });

        Assert.Equal(refused ? ["METRIC_DROP"] : [], draft.Refusals.Select(r => r.Code));
        Assert.Contains(draft.Lines, l => l.Text.StartsWith("evaluation on log (simulated): 1 tasks", StringComparison.Ordinal));
    }

    [Fact]
    public void Draw_EvaluationsOnOtherData_AreNotCompared() =>
        Assert.Contains(Draw(Facts(1, Evaluation(("t", 0.8))), Facts(2, Evaluation(("t", 0.1)) with { DataFingerprint = "other" })).Lines, l => l.Text.StartsWith("no evaluation", StringComparison.Ordinal));

    [Fact]
    public void Draw_WithoutAHead_IsRefusedForGood()
    {
        var draft = Draw(Facts(1), Facts(3));

        Assert.Equal([("NO_HEAD", false)], draft.Refusals.Select(r => (r.Code, r.CanBeForced)));
    }

    [Theory]
    [InlineData(VersionState.Registered, true)]
    [InlineData(VersionState.Backfilling, true)]
    [InlineData(VersionState.Ready, false)]
    [InlineData(VersionState.Serving, false)]
    [InlineData(VersionState.Draining, false)]
    [InlineData(VersionState.Retired, true)]
    public void Draw_AVersionThatIsNotKeptUp_IsRefusedForGood(VersionState state, bool refused) =>
        Assert.Equal(refused ? [("VERSION_NOT_READY", false)] : [], Draw(Facts(1), Facts(2, state: state)).Refusals.Select(r => (r.Code, r.CanBeForced)));

    [Fact]
    public void Draw_WhereItIsAlready_HasNothingToDo() => Assert.Equal([PlanSign.Fact], Draw(null, Facts(1)).Lines.Select(l => l.Sign));

    private static PlanDraft Draw(VersionFacts? from, VersionFacts to, ModelInfo? model = null) => MigrationPlanner.Draw(s_registry, model ?? s_model, from, to, new PlanOptions(), Then);

    private static VersionFacts Facts(int version, VersionEvaluation? evaluation = null, long covered = 1000, DateOnly? day = null, VersionState? state = null) => new(
        Version(version, state ?? s_registry.Version($"representation@v{version}")!.State), new VersionCoverage(1000, covered, covered, new AsOfQuantiles(day ?? s_day, day ?? s_day, day ?? s_day, s_day, s_day), 9_000_000),
        evaluation is null ? [] : [evaluation], []);

    private static VersionEvaluation Evaluation(params (string Task, double Mean)[] scores) =>
        new("hash", "log", true, "fingerprint", Then, scores.ToDictionary(s => s.Task, s => new TaskScore("auc", s.Mean, s.Mean - 0.005, s.Mean + 0.005)));
}
