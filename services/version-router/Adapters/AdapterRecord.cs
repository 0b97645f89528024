using UserRep.Adapters;
using UserRep.Contracts.Adapters;

namespace UserRep.VersionRouter.Adapters;

/// <summary>What the registry knows of an adapter; its weights and its report are a document of their own (<see cref="AdapterStore"/>).</summary>
internal sealed record AdapterRecord(string Id, string From, string To, AdapterKind Kind, bool Simulated, DateTimeOffset RegisteredAt)
{
    public AdapterInfo ToInfo(bool inUse) => new(Id, From, To, Kind.ToString(), Simulated, RegisteredAt, inUse);

    /// <summary>As people are shown it: enough of the id to find the rest.</summary>
    public string Name => Id[..12];
}
