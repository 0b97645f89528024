namespace UserRep.Deploy.Tests.Components;

public class ComponentTests
{
    public static TheoryData<string> Files => [.. Repository.Files("components", "*.yaml").Select(YamlFiles.Relative)];

    public static TheoryData<string> Components => [.. ComponentFile.All.Select(c => c.Path)];

    public static TheoryData<string> StateStores => [.. ComponentFile.All.Where(c => c.Type.StartsWith("state.", StringComparison.Ordinal)).Select(c => c.Path)];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_FirstLine_ExplainsIt(string file) => Assert.Matches(@"^# \S.{30,}", Repository.Text(file));

    [Theory]
    [MemberData(nameof(Files))]
    public void File_Kind_IsOneThatBelongsHere(string file)
    {
        var yaml = Repository.Yaml(file);
        (string Kind, string Version) kind = Path.GetFileName(file) == "kustomization.yaml"
            ? (yaml.Value("kind")!, yaml.Value("kind") == "Component" ? "kustomize.config.k8s.io/v1alpha1" : "kustomize.config.k8s.io/v1beta1")
            : (yaml.Value("kind")!, "dapr.io/v1alpha1");
        Assert.Contains(kind.Kind, (string[])["Component", "Configuration", "Resiliency", "Kustomization"]);
        Assert.Equal(kind.Version, yaml.Value("apiVersion"));
    }

    [Fact]
    public void Folders_OfAWholeSet_HaveEachComponentOnce() =>
        Assert.All((string[])["embedded", "local", "production"], folder =>
            Assert.Equal(Code.ComponentNames.Order(), ComponentFile.All.Where(c => c.Folder == "components/" + folder).Select(c => c.Name).Order()));

    [Theory]
    [MemberData(nameof(Components))]
    public void Component_Name_IsTheFilesAndOneThatTheCodeUses(string path)
    {
        var component = ComponentFile.Of(path);
        Assert.Equal(Path.GetFileNameWithoutExtension(path), component.Name);
        Assert.Contains(component.Name, Code.ComponentNames);
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void Component_Metadata_IsKnownToItsTypeAndOnceThere(string path)
    {
        var component = ComponentFile.Of(path);
        var keys = component.Metadata.Select(m => m.Value("name")!).ToArray();
        Assert.Empty(keys.Except(KnownMetadata.OfType[component.Type]));
        Assert.Equal(keys.Distinct(), keys);
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void Component_Secrets_AreReferencesInProduction(string path)
    {
        var component = ComponentFile.Of(path);
        if (!path.StartsWith("components/production/", StringComparison.Ordinal))
            return;
        foreach (var entry in component.Metadata.Where(m => KnownMetadata.Secret.Contains(m.Value("name"))))
        {
            Assert.Null(entry.Value("value"));
            Assert.StartsWith("userrep-", entry.At("secretKeyRef").Value("name"), StringComparison.Ordinal);
            Assert.False(string.IsNullOrEmpty(entry.At("secretKeyRef").Value("key")));
        }
        Assert.Equal("kubernetes", component.Yaml.At("auth").Value("secretStore"));
    }

    [Theory]
    [MemberData(nameof(StateStores))]
    public void StateStore_IsTheActors_AndForWhoKeepsState(string path)
    {
        var store = ComponentFile.Of(path);
        Assert.Equal("true", store.Value("actorStateStore"));
        // The local mesh's is everybody's, since its own tests use it from playground.
        if (store.Folder != "components/embedded")
            Assert.Equal(Code.Services.Where(Code.KeepsState).Order(), store.Scopes.Order());
    }

    [Fact]
    public void StateStore_OfProduction_IsPostgreSqlInItsSecondVersion()
    {
        var store = ComponentFile.Of("components/production/statestore.yaml");
        Assert.Equal(("state.postgresql", "v2"), (store.Type, store.Yaml.At("spec").Value("version")));
    }
}
