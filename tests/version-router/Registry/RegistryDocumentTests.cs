using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Registry;

public class RegistryDocumentTests
{
    [Fact]
    public void With_AVersion_ReplacesItsNamesakeOnly()
    {
        var before = RegistryDocument.Empty.With(Version(1)).With(Version(2)).With(Model("m", 1));
        var after = before.With(Version(1, VersionState.Draining));
        Assert.Equal(["representation@v1", "representation@v2"], after.Versions.Select(v => v.Version).Order());
        Assert.Equal(VersionState.Draining, after.Version("representation@v1")!.State);
        Assert.Equal(before.Version("representation@v2"), after.Version("representation@v2"));
        Assert.Same(before.Models, after.Models);
        Assert.Equal(VersionState.Serving, before.Version("representation@v1")!.State);
    }

    [Fact]
    public void With_AModel_ReplacesItsNamesakeOnly()
    {
        var before = RegistryDocument.Empty.With(Model("a", 1)).With(Model("b", 1)).With(Version(1));
        var after = before.With(Model("a", 2)).With(Model("c", 1));
        Assert.Equal(["a", "b", "c"], after.Models.Select(m => m.Model).Order());
        Assert.Equal("representation@v2", after.Model("a")!.Pin);
        Assert.Same(before.Versions, after.Versions);
        Assert.Equal(before.Epoch, after.Epoch);
    }

    [Fact]
    public void Find_ByAnotherName_IsNull()
    {
        var registry = RegistryDocument.Empty.With(Version(1)).With(Model("a", 1));
        Assert.Null(registry.Version("v1"));
        Assert.Null(registry.Version("representation@v2"));
        Assert.Null(registry.Model("A"));
    }

    [Fact]
    public void Snapshot_DocumentsInAnyOrder_KeepsTheNewest()
    {
        var snapshot = new RegistrySnapshot();
        Assert.Null(snapshot.Current);
        foreach (var epoch in new[] { 0L, 3, 2, 3, 5, 1 })
            snapshot.Offer(RegistryDocument.Empty with { Epoch = epoch });
        Assert.Equal(5, snapshot.Current!.Epoch);
    }
}
