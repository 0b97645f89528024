using System.Text.Json.Serialization;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Adapters;

namespace UserRep.VersionRouter.Registry;

/// <summary>Everything version-router decides by, in one document under one ETag: a change is seen whole or not at all.</summary>
/// <param name="Epoch">Rises by one with every change; replicas poll for it.</param>
/// <param name="Adapters">Null in a document from before there were any.</param>
internal sealed record RegistryDocument(long Epoch, IReadOnlyList<VersionRecord> Versions, IReadOnlyList<ModelInfo> Models, IReadOnlyList<AdapterRecord>? Adapters = null)
{
    public static readonly RegistryDocument Empty = new(0, [], []);

    [JsonIgnore]
    public IReadOnlyList<AdapterRecord> KnownAdapters => Adapters ?? [];

    public VersionRecord? Version(string name) => Versions.FirstOrDefault(v => v.Version == name);

    public ModelInfo? Model(string name) => Models.FirstOrDefault(m => m.Model == name);

    public AdapterRecord? Adapter(string id) => KnownAdapters.FirstOrDefault(a => a.Id == id);

    public RegistryDocument With(VersionRecord version) =>
        this with { Versions = [.. Versions.Where(v => v.Version != version.Version), version] };

    public RegistryDocument With(ModelInfo model) =>
        this with { Models = [.. Models.Where(m => m.Model != model.Model), model] };

    public RegistryDocument Without(ModelInfo model) => this with { Models = [.. Models.Where(m => m.Model != model.Model)] };
}
