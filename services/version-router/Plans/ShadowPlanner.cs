using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Shadows;

namespace UserRep.VersionRouter.Plans;

/// <summary>What comparing a model's reads with another version will do. A shadow needs no head: its vectors reach nobody.</summary>
internal static class ShadowPlanner
{
    public static PlanDraft Draw(RegistryDocument registry, ModelInfo model, VersionFacts? from, VersionFacts version, bool end, PlanOptions thresholds)
    {
        var draft = new PlanDraft();
        var name = version.Version.Version;
        if (end ? model.Shadow != name : model.Shadow == name)
        {
            draft.Fact(end ? $"{name} is not the shadow of model {model.Model}: nothing to do" : $"{name} is the shadow of model {model.Model} already: nothing to do");
            return draft;
        }
        if (end)
        {
            draft.Remove($"model {model.Model}: shadow {name} ends; what it counted stays readable");
            return draft;
        }
        if (model.Shadow is null)
            draft.Add($"model {model.Model}: reads are compared with {name}, which is never served");
        else
            draft.Change($"model {model.Model}: shadow {model.Shadow} -> {name}");
        foreach (var fault in ShadowMoves.Faults(registry, model, name))
            draft.Refuse(fault);
        draft.Fact("each read that is compared is one more read of embedding-store, off the request's path");
        // Thresholds are there to protect who is served: here they are only told.
        VersionComparison.Describe(draft, model, from, version, thresholds, refuses: false);
        return draft;
    }
}
