using System.Globalization;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Plans;

/// <summary>What is known of the version that is left, or stays, and of the one that is turned to, side by side.</summary>
internal static class VersionComparison
{
    /// <summary>Tasks named one by one; the report has the rest.</summary>
    public const int MaxTaskLines = 5;

    /// <param name="refuses">Whether crossing a threshold stands in the way.</param>
    public static void Describe(PlanDraft draft, ModelInfo model, VersionFacts? from, VersionFacts to, PlanOptions thresholds, bool refuses = true)
    {
        Coverage(draft, to, thresholds, refuses);
        Age(draft, from, to, thresholds, refuses);
        Evaluation(draft, model, from, to, thresholds, refuses);
        foreach (var version in new[] { from, to }.OfType<VersionFacts>())
            KeepingCost.Describe(draft, version);
    }

    public static void Coverage(PlanDraft draft, VersionFacts to, PlanOptions thresholds, bool refuses = true)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{to.Coverage.Lacking:N0} of {to.Coverage.Users:N0} users have no {to.Version.Version} vector (coverage {to.Coverage.Share:P2})");
        if (to.Coverage.Lacking > 0)
            draft.Remove(text);
        else
            draft.Fact(text);
        if (refuses && to.Coverage.Share < thresholds.MinCoverage)
            draft.Doubt("COVERAGE", string.Create(CultureInfo.InvariantCulture, $"Coverage of {to.Version.Version} is {to.Coverage.Share:P2}, at least {thresholds.MinCoverage:P2} is asked for."));
    }

    public static void Age(PlanDraft draft, VersionFacts? from, VersionFacts to, PlanOptions thresholds, bool refuses = true)
    {
        foreach (var version in new[] { from, to }.OfType<VersionFacts>())
        {
            if (version.Coverage.AsOf is { } days)
                draft.Fact($"{version.Version.Version} speaks for {days.Median:yyyy-MM-dd} (median), 90% for {days.P10:yyyy-MM-dd} or later, 99% for {days.P01:yyyy-MM-dd} or later");
        }
        if (refuses && from?.Coverage.AsOf is { } old && to.Coverage.AsOf is { } next && old.P01.DayNumber - next.P01.DayNumber is var behind && behind > thresholds.MaxDaysBehind)
            draft.Doubt("AGE", $"The oldest hundredth of {to.Version.Version}'s vectors is {behind} days behind that of {from.Version.Version}, at most {thresholds.MaxDaysBehind} is allowed.");
    }

    private static void Evaluation(PlanDraft draft, ModelInfo model, VersionFacts? from, VersionFacts to, PlanOptions thresholds, bool refuses)
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
            if (refuses && -comparison.MeanDifference > thresholds.MaxMetricDrop)
                draft.Doubt("METRIC_DROP", string.Create(CultureInfo.InvariantCulture, $"On {comparison.DataName} the model's tasks are worse by {-comparison.MeanDifference:0.000} in the mean, at most {thresholds.MaxMetricDrop:0.000} is allowed."));
        }
    }
}
