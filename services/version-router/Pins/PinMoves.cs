using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Pins;

/// <summary>What a pin's move does to the versions around it.</summary>
internal static class PinMoves
{
    /// <summary>A canary or shadow of the version moved to ends with it: there is nothing left to try.</summary>
    public static (RegistryDocument Document, ModelInfo Model) Move(RegistryDocument registry, ModelInfo model, string to, DateTimeOffset now)
    {
        var moved = model with
        {
            Pin = to,
            PreviousPin = model.Pin,
            Canaries = model.Canaries?.Where(c => c.Version != to).ToArray() is { Length: > 0 } others ? others : null,
            Shadow = model.Shadow == to ? null : model.Shadow,
        };
        return (Settle(registry.With(moved), now), moved);
    }

    /// <summary>A version that a model is pinned to, or has a canary of, is Serving; one that none has any more is Draining, still encoded for, so that its models can go back.</summary>
    public static RegistryDocument Settle(RegistryDocument registry, DateTimeOffset now)
    {
        var served = registry.Models.SelectMany(VersionUse.Of).Where(u => u.IsServed).Select(u => u.Version).ToHashSet();
        foreach (var version in registry.Versions)
        {
            var state = (version.State, served.Contains(version.Version)) switch
            {
                (VersionState.Ready or VersionState.Draining, true) => VersionState.Serving,
                (VersionState.Serving, false) => VersionState.Draining,
                _ => version.State,
            };
            if (state != version.State)
                registry = registry.With(version with { State = state, StateChangedAt = now });
        }
        return registry;
    }

    public static IReadOnlyList<VersionUse> UsesOf(this RegistryDocument registry, string version) => [.. registry.Models.SelectMany(VersionUse.Of).Where(u => u.Version == version)];
}
