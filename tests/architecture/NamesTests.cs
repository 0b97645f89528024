using System.Reflection;
using UserRep.Contracts.Mesh;
using YamlDotNet.RepresentationModel;

namespace UserRep.Architecture.Tests;

/// <summary>App-ids are written once; folders and tye.yaml must agree with that. (What deploys them is checked in tests/deploy.)</summary>
public class NamesTests
{
    private static readonly string[] s_services =
        [.. typeof(AppIds).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Except([AppIds.Playground])];

    /// <summary>Downstream models that show how to use the mesh: app-ids of their own folders, which no service knows.</summary>
    private static readonly string[] s_samples = [.. Directory.GetDirectories(Path.Combine(Repository.Root, "services", "samples")).Select(f => Path.GetFileName(f)!)];

    private static YamlMappingNode Tye => Repository.Yaml("tye.yaml");

    [Fact]
    public void Tye_ServicesAndSidecars_AreTheAppIdsAndSamples()
    {
        Assert.Equal(s_services.Concat(s_samples).Order(), Tye.Items("services").Select(s => s.Value("name")).Order());
        var sidecars = Sidecars();
        Assert.Equal(s_services.Concat(s_samples).Order(), sidecars.Keys.Order());
        Assert.All(sidecars, s => Assert.Equal(s.Key, s.Value.Value("app-id")));
    }

    [Fact]
    public void Tye_EachService_IsTheProjectInItsFolder() =>
        Assert.All(Tye.Items("services"), s =>
        {
            Assert.Equal((s_samples.Contains(s.Value("name")) ? "services/samples/" : "services/") + s.Value("name"), Path.GetDirectoryName(s.Value("project")));
            Assert.True(File.Exists(Path.Combine(Repository.Root, s.Value("project")!)));
        });

    [Fact]
    public void Services_Folders_AreNamedAfterTheirAppIds() => Assert.All(s_services, s => Assert.True(Directory.Exists(Path.Combine(Repository.Root, "services", s)), s));

    private static Dictionary<string, YamlNode> Sidecars() =>
        ((YamlMappingNode)Tye.Items("extensions").Single(e => e.Value("name") == "dapr")["services"]).Children.ToDictionary(c => ((YamlScalarNode)c.Key).Value!, c => c.Value);
}
