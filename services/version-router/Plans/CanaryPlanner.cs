using System.Globalization;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Canaries;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Plans;

/// <summary>What serving a share of a model's users from another version will do.</summary>
internal static class CanaryPlanner
{
    public static PlanDraft Draw(RegistryDocument registry, ModelInfo model, VersionFacts? from, VersionFacts to, double share, PlanOptions thresholds, DateTimeOffset now)
    {
        var draft = new PlanDraft();
        var target = to.Version.Version;
        var before = CanaryRules.Share(model, target);
        if (before == share)
        {
            draft.Fact(share == 0 ? $"model {model.Model} has no canary of {target}: nothing to do" : $"model {model.Model} has that canary already: nothing to do");
            return draft;
        }
        var canaries = CanaryRules.With(model, target, share);
        Line(draft, model.Model, target, before, share);
        draft.States(registry, CanaryMoves.Apply(registry, model, canaries, now).Document);
        if (share == 0)
            return draft;
        foreach (var fault in CanaryRules.Faults(registry, model, canaries))
            draft.Refuse(fault);
        draft.Fact(string.Create(CultureInfo.InvariantCulture, $"about {to.Coverage.Users * share / 100:N0} of {to.Coverage.Users:N0} users, the same ones at every read, for callers that take groups and accept {target}"));
        VersionComparison.Describe(draft, model, from, to, thresholds);
        return draft;
    }

    private static void Line(PlanDraft draft, string model, string version, double before, double share)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"model {model}: canary {version} {(before == 0 ? "" : $"{before:0.###}% -> ")}{(share == 0 ? "ends" : $"{share:0.###}%")}");
        if (before == 0)
            draft.Add(text);
        else if (share == 0)
            draft.Remove(text);
        else
            draft.Change(text);
    }
}
