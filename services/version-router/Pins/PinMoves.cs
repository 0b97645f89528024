using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Pins;

/// <summary>What a pin's move does to the versions around it.</summary>
internal static class PinMoves
{
    public static (RegistryDocument Document, ModelInfo Model) Move(RegistryDocument registry, ModelInfo model, string to, DateTimeOffset now)
    {
        var moved = model with { Pin = to, PreviousPin = model.Pin };
        return (Settle(registry.With(moved), now), moved);
    }

    /// <summary>A version that a model is pinned to is Serving; one that none is pinned to any more is Draining, still encoded for, so that its models can go back.</summary>
    public static RegistryDocument Settle(RegistryDocument registry, DateTimeOffset now)
    {
        var pinned = registry.Models.Select(m => m.Pin).ToHashSet();
        foreach (var version in registry.Versions)
        {
            var state = (version.State, pinned.Contains(version.Version)) switch
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

    public static IReadOnlyList<ModelInfo> PinnedTo(this RegistryDocument registry, string version) => [.. registry.Models.Where(m => m.Pin == version)];
}
