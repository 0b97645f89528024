namespace UserRep.Integration.Tests.Running;

/// <summary>Classes that share one mesh of two versions: each brings models of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SwitchMeshCollection : ICollectionFixture<SwitchMesh>
{
    public const string Name = "switch mesh";
}
