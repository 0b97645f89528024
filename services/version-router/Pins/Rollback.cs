using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Pins;

/// <summary>One step back to the pin before, for as long as that version is kept warm. What was left is the pin before now, so a second step goes forth again. Canaries end: whoever goes back wants all users on what is known to work.</summary>
internal static class Rollback
{
    public static Outcome<Change<ModelInfo>> Decide(RegistryDocument registry, string name, DateTimeOffset now)
    {
        if (registry.Model(name) is not { } model)
            return ModelProblems.NotFound(name, registry);
        if (model.PreviousPin is not { } previous)
            return ModelProblems.NoPreviousPin(model);
        if (registry.Version(previous) is not { } version || !Adaptation.CanServe(model, version))
            return ModelProblems.PreviousPinIsCold(model, registry.Version(previous));
        var (document, moved) = PinMoves.Move(registry, model with { Canaries = null }, previous, now);
        return new Change<ModelInfo>(document, moved, $"model {name} rolled back", model.Pin, previous);
    }
}
