using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Canaries;

/// <summary>Which shares of a model's users are served from other versions than its pin.</summary>
internal static class CanaryMoves
{
    public static Outcome<Change<ModelInfo>> Set(RegistryDocument registry, string name, IReadOnlyList<Canary> canaries, DateTimeOffset now)
    {
        if (registry.Model(name) is not { } model)
            return ModelProblems.NotFound(name, registry);
        if (canaries.SequenceEqual(model.Canaries ?? []))
            return Change<ModelInfo>.None(model);
        if (CanaryRules.Faults(registry, model, canaries) is { Count: > 0 } faults)
            return CanaryProblems.All(faults);
        var (document, next) = Apply(registry, model, canaries, now);
        return new Change<ModelInfo>(document, next, $"canaries of model {name}", CanaryRules.Text(model.Canaries), CanaryRules.Text(next.Canaries));
    }

    public static (RegistryDocument Document, ModelInfo Model) Apply(RegistryDocument registry, ModelInfo model, IReadOnlyList<Canary> canaries, DateTimeOffset now)
    {
        var next = model with { Canaries = canaries.Count == 0 ? null : canaries };
        return (PinMoves.Settle(registry.With(next), now), next);
    }
}
