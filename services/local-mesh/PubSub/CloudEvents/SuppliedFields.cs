namespace UserRep.LocalMesh.PubSub.CloudEvents;

/// <summary>Fields of a publisher's own CloudEvent that need not be filled in.</summary>
[Flags]
internal enum SuppliedFields
{
    None = 0,
    Type = 1,
    Source = 2,
    SpecVersion = 4,
    Time = 8,
    Trace = 16,
}
