namespace UserRep.LocalMesh.Actors.Hosting;

/// <summary>What an app says about one actor type in /dapr/config; the defaults are daprd's.</summary>
/// <param name="MaxStackDepth">Reentrant calls within one chain.</param>
internal sealed record ActorTypeConfig(TimeSpan IdleTimeout, TimeSpan DrainTimeout, bool DrainRebalanced, bool Reentrancy, int MaxStackDepth)
{
    public static readonly ActorTypeConfig Default = new(TimeSpan.FromMinutes(60), TimeSpan.FromSeconds(2), DrainRebalanced: true, Reentrancy: false, MaxStackDepth: 32);
}
