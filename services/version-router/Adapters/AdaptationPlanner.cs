using System.Globalization;
using UserRep.Adapters;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Plans;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Adapters;

/// <summary>What serving a version through an adapter will do: who agreed, what they lose, what is saved.</summary>
internal static class AdaptationPlanner
{
    public static PlanDraft Draw(RegistryDocument registry, AdapterFile file, AdapterRecord adapter, VersionFacts version, VersionFacts source, PlanOptions thresholds, TimeSpan grace, DateTimeOffset now)
    {
        var draft = new PlanDraft();
        var name = version.Version.Version;
        if (version.Version.State == VersionState.Adapted && version.Version.AdapterId == adapter.Id)
        {
            draft.Fact($"{name} is served through adapter {adapter.Name} already: nothing to do");
            return draft;
        }
        foreach (var problem in Adaptation.Obstacles(registry, version.Version, adapter, version.LastReads, grace, now))
            draft.Refuse(problem);
        draft.Change($"{name}: {version.Version.State} -> Adapted, served from {adapter.From} through adapter {adapter.Name} ({adapter.Kind}); it is no longer encoded");
        draft.Remove(string.Create(CultureInfo.InvariantCulture, $"{version.Coverage.WithVector:N0} vectors, {version.Coverage.Bytes / 1e6:0.0} MB in the state store, and the cost of keeping them up"));
        KeepingCost.Describe(draft, version);
        Report(draft, file, thresholds);
        var pinned = registry.Models.Where(m => m.Pin == name).ToArray();
        if (pinned.Length == 0)
            draft.Fact($"no model is pinned to {name}: it could be retired");
        else
            draft.Remove("nearest users can't be asked for while it is adapted (items, and those nearest to a user, can)");
        foreach (var model in pinned)
            Tasks(draft, model, file, thresholds);
        foreach (var model in registry.Models.Where(m => m.PreviousPin == name))
        {
            if (model.AcceptsAdapted)
                draft.Fact($"model {model.Model}, pinned to it before, accepts adapted vectors");
            else
                draft.Remove($"model {model.Model} can't be rolled back to it while it is adapted");
        }
        VersionComparison.Coverage(draft, source, thresholds);
        VersionComparison.Age(draft, version, source, thresholds);
        return draft;
    }

    private static void Report(PlanDraft draft, AdapterFile file, PlanOptions thresholds)
    {
        var report = file.Report;
        if (report.Of(file.Kind)?.HeldOut is not { } quality)
        {
            draft.Doubt("ADAPTER_UNMEASURED", "The adapter doesn't say how near its vectors come to the true ones.");
            return;
        }
        draft.Fact(string.Create(CultureInfo.InvariantCulture,
            $"on {report.HeldOutPersons:N0} persons held out of {report.Data}{(file.Simulated ? " (simulated)" : "")}: cosine {quality.CosineMean:0.000} to the true vectors (5% below {quality.CosineP05:0.000}), error {quality.RelativeError:0.000}, recall@10 of neighbours {quality.RecallAt10:0.000}"));
        if (quality.CosineMean < thresholds.MinAdapterCosine)
            draft.Doubt("ADAPTER_COSINE", string.Create(CultureInfo.InvariantCulture, $"Adapted vectors have a cosine of {quality.CosineMean:0.000} to the true ones in the mean, at least {thresholds.MinAdapterCosine:0.000} is asked for."));
    }

    private static void Tasks(PlanDraft draft, ModelInfo model, AdapterFile file, PlanOptions thresholds)
    {
        draft.Fact($"model {model.Model} is pinned to it and {(model.AcceptsAdapted ? "accepts" : "does not accept")} adapted vectors");
        var tasks = (file.Report.Of(file.Kind)?.Tasks ?? []).Where(t => model.EvaluationTasks is null || model.EvaluationTasks.Contains(t.Task)).OrderByDescending(t => t.Loss).ToArray();
        if (tasks.Length == 0)
        {
            draft.Doubt("ADAPTER_NO_TASKS", $"What model {model.Model} loses is not known: the adapter was measured on none of its tasks (userrep adapter fit --model {model.Model}).");
            return;
        }
        var mean = tasks.Average(t => t.Loss);
        draft.Fact(string.Create(CultureInfo.InvariantCulture, $"its {tasks.Length} tasks lose {mean:0.0000} in the mean, {tasks.Count(t => t.LossLow > 0)} of them beyond the interval"));
        foreach (var task in tasks.Where(t => t.LossLow > 0).Take(VersionComparison.MaxTaskLines))
            draft.Remove(string.Create(CultureInfo.InvariantCulture, $"{task.Task} {task.Metric} {task.True:0.000} -> {task.Adapted:0.000}"));
        if (mean > thresholds.MaxAdapterTaskLoss)
            draft.Doubt("ADAPTER_TASK_LOSS", string.Create(CultureInfo.InvariantCulture, $"The tasks of model {model.Model} lose {mean:0.000} in the mean, at most {thresholds.MaxAdapterTaskLoss:0.000} is allowed."));
    }
}
