using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Canaries;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Plans;

/// <summary>What moving one model's pin will do. Other models don't move.</summary>
internal static class MigrationPlanner
{
    public static PlanDraft Draw(RegistryDocument registry, ModelInfo model, VersionFacts? from, VersionFacts to, PlanOptions thresholds, DateTimeOffset now)
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
        if (CanaryRules.Share(model, target) > 0)
            draft.Remove($"its canary {CanaryRules.Text([.. model.Canaries!.Where(c => c.Version == target)])} ends: all its users are served from {target}");
        if (model.Shadow == target)
            draft.Remove($"its shadow {target} ends: it is served");
        var head = model.Heads.FirstOrDefault(h => h.EncoderVersion == target);
        if (head is null)
            draft.Refuse(ModelProblems.NoHead(model, target));
        else
            draft.Fact($"its head for {target} is {(head.Proof == ModelHead.ByHand ? "by hand: no training set proves it" : $"proven by training set {head.Proof[..12]}")}");
        draft.States(registry, PinMoves.Move(registry, model, target, now).Document);
        VersionComparison.Describe(draft, model, from, to, thresholds);
        return draft;
    }
}
