using System.Globalization;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Plans;

/// <summary>What moving one model's pin will do. Other models don't move.</summary>
internal static class MigrationPlanner
{
    /// <summary>Tasks named one by one; the report has the rest.</summary>
    public const int MaxTaskLines = 5;

    public static PlanDraft Draw(RegistryDocument registry, ModelInfo model, VersionFacts? from, VersionFacts to, PlanOptions thresholds)
    {
        var draft = new PlanDraft();
        var target = to.Version.Version;
        if (model.Pin == target)
        {
            draft.Fact($"model {model.Model} is pinned to {target} already: nothing to do");
            return draft;
        }
        if (!Lifecycle.IsWarm(to.Version.State))
            draft.Refuse(VersionProblems.NotReady(to.Version, registry));
        draft.Change($"model {model.Model}: pin {model.Pin ?? "none"} -> {target}");
        var head = model.Heads.FirstOrDefault(h => h.EncoderVersion == target);
        if (head is null)
            draft.Refuse(ModelProblems.NoHead(model, target));
        else
            draft.Fact($"its head for {target} is {(head.Proof == ModelHead.ByHand ? "by hand: no training set proves it" : $"proven by training set {head.Proof[..12]}")}");
        if (to.Version.State is VersionState.Ready or VersionState.Draining)
            draft.Change($"{target}: {to.Version.State} -> Serving");
        if (from is not null && registry.PinnedTo(from.Version.Version).All(m => m.Model == model.Model))
            draft.Change($"{from.Version.Version}: Serving -> Draining (still encoded, so that the model can go back)");
        Coverage(draft, to, thresholds);
        Age(draft, from, to, thresholds);
        Evaluation(draft, model, from, to, thresholds);
        foreach (var version in new[] { from, to }.OfType<VersionFacts>())
            draft.Fact(string.Create(CultureInfo.InvariantCulture, $"{version.Version.Version} keeps {version.Coverage.Bytes / 1e6:0.0} MB in the state store, for {version.Coverage.WithVector:N0} vectors of {version.Version.Bundle.Dimension}"));
        return draft;
    }

    public static void Coverage(PlanDraft draft, VersionFacts to, PlanOptions thresholds)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{to.Coverage.Lacking:N0} of {to.Coverage.Users:N0} users have no {to.Version.Version} vector (coverage {to.Coverage.Share:P2})");
        if (to.Coverage.Lacking > 0)
            draft.Remove(text);
        else
            draft.Fact(text);
        if (to.Coverage.Share < thresholds.MinCoverage)
            draft.Doubt("COVERAGE", string.Create(CultureInfo.InvariantCulture, $"Coverage of {to.Version.Version} is {to.Coverage.Share:P2}, at least {thresholds.MinCoverage:P2} is asked for."));
    }

    public static void Age(PlanDraft draft, VersionFacts? from, VersionFacts to, PlanOptions thresholds)
    {
        foreach (var version in new[] { from, to }.OfType<VersionFacts>())
        {
            if (version.Coverage.AsOf is { } days)
                draft.Fact($"{version.Version.Version} speaks for {days.Median:yyyy-MM-dd} (median), 90% for {days.P10:yyyy-MM-dd} or later, 99% for {days.P01:yyyy-MM-dd} or later");
        }
        if (from?.Coverage.AsOf is { } old && to.Coverage.AsOf is { } next && old.P01.DayNumber - next.P01.DayNumber is var behind && behind > thresholds.MaxDaysBehind)
            draft.Doubt("AGE", $"The oldest hundredth of {to.Version.Version}'s vectors is {behind} days behind that of {from.Version.Version}, at most {thresholds.MaxDaysBehind} is allowed.");
    }

    private static void Evaluation(PlanDraft draft, ModelInfo model, VersionFacts? from, VersionFacts to, PlanOptions thresholds)
    {
        var comparisons = from is null ? [] : EvaluationComparison.Of(from.Evaluations, to.Evaluations, model.EvaluationTasks).ToArray();
        if (comparisons.Length == 0)
            draft.Fact("no evaluation of both on the same data was posted");
        foreach (var comparison in comparisons)
        {
            draft.Fact(comparison.Text);
            foreach (var task in comparison.Tasks.Where(t => t.IsWorse).Take(MaxTaskLines))
                draft.Remove(task.Text);
            foreach (var task in comparison.Tasks.Where(t => t.IsBetter).Reverse().Take(MaxTaskLines))
                draft.Add(task.Text);
            if (-comparison.MeanDifference > thresholds.MaxMetricDrop)
                draft.Doubt("METRIC_DROP", string.Create(CultureInfo.InvariantCulture, $"On {comparison.DataName} the model's tasks are worse by {-comparison.MeanDifference:0.000} in the mean, at most {thresholds.MaxMetricDrop:0.000} is allowed."));
        }
    }
}
