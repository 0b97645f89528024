namespace UserRep.LocalMesh.Actors.Hosting;

/// <summary>GET /dapr/config, and each element of its <c>entitiesConfig</c>.</summary>
internal sealed record ActorConfigBody(
    List<string>? Entities,
    string? ActorIdleTimeout,
    string? DrainOngoingCallTimeout,
    bool? DrainRebalancedActors,
    ReentrancyBody? Reentrancy,
    List<ActorConfigBody>? EntitiesConfig)
{
    /// <summary>Every hosted type with its settings. A duration that can't be read keeps the default, as in daprd.</summary>
    public Dictionary<string, ActorTypeConfig> Types()
    {
        var common = Over(ActorTypeConfig.Default);
        var types = (Entities ?? []).ToDictionary(type => type, _ => common);
        foreach (var special in EntitiesConfig ?? [])
            foreach (var type in (special.Entities ?? []).Where(types.ContainsKey))
                types[type] = special.Over(common);
        return types;
    }

    private ActorTypeConfig Over(ActorTypeConfig less) => new(
        GoDuration.TryParse(ActorIdleTimeout, out var idle) ? idle : less.IdleTimeout,
        GoDuration.TryParse(DrainOngoingCallTimeout, out var drain) ? drain : less.DrainTimeout,
        DrainRebalancedActors ?? less.DrainRebalanced,
        Reentrancy?.Enabled ?? less.Reentrancy,
        Reentrancy?.MaxStackDepth ?? less.MaxStackDepth);
}
