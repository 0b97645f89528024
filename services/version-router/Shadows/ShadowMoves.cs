using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Shadows;

/// <summary>Which version a model's reads are compared with.</summary>
internal static class ShadowMoves
{
    /// <param name="version">Null: none any more.</param>
    public static Outcome<Change<ModelInfo>> Set(RegistryDocument registry, string name, string? version)
    {
        if (registry.Model(name) is not { } model)
            return ModelProblems.NotFound(name, registry);
        if (model.Shadow == version)
            return Change<ModelInfo>.None(model);
        if (version is not null && Faults(registry, model, version) is [var fault, ..])
            return fault;
        var next = model with { Shadow = version };
        return new Change<ModelInfo>(registry.With(next), next, $"shadow of model {name}", model.Shadow, version);
    }

    public static IReadOnlyList<Problem> Faults(RegistryDocument registry, ModelInfo model, string version)
    {
        var faults = new List<Problem>();
        if (model.Pin is null)
            faults.Add(ModelProblems.NotPinned(model.Model));
        if (VersionProblems.NotKeptUp(registry, version) is { } cold)
            faults.Add(cold);
        if (version == model.Pin)
            faults.Add(ShadowProblems.IsPin(model));
        return faults;
    }
}
