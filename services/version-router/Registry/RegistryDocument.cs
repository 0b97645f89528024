using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Registry;

/// <summary>Everything version-router decides by, in one document under one ETag: a change is seen whole or not at all.</summary>
/// <param name="Epoch">Rises by one with every change; replicas poll for it.</param>
internal sealed record RegistryDocument(long Epoch, IReadOnlyList<VersionRecord> Versions, IReadOnlyList<ModelInfo> Models)
{
    public static readonly RegistryDocument Empty = new(0, [], []);

    public VersionRecord? Version(string name) => Versions.FirstOrDefault(v => v.Version == name);

    public ModelInfo? Model(string name) => Models.FirstOrDefault(m => m.Model == name);

    public RegistryDocument With(VersionRecord version) =>
        this with { Versions = [.. Versions.Where(v => v.Version != version.Version), version] };

    public RegistryDocument With(ModelInfo model) =>
        this with { Models = [.. Models.Where(m => m.Model != model.Model), model] };

    public RegistryDocument Without(ModelInfo model) => this with { Models = [.. Models.Where(m => m.Model != model.Model)] };
}
