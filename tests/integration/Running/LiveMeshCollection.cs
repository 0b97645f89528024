namespace UserRep.Integration.Tests.Running;

/// <summary>Classes that share one mesh: each brings users of its own, and none changes the simulation's.</summary>
[CollectionDefinition(Name)]
public sealed class LiveMeshCollection : ICollectionFixture<LiveMesh>
{
    public const string Name = "live mesh";
}
