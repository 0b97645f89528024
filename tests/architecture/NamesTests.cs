using System.Reflection;
using System.Text.RegularExpressions;
using UserRep.Contracts.Mesh;
using YamlDotNet.RepresentationModel;

namespace UserRep.Architecture.Tests;

/// <summary>App-ids, topics, component names and ports are each written once; the YAML files must agree with that.</summary>
public class NamesTests
{
    /// <summary>Stands for a user's own event sources in the production example.</summary>
    private const string ExampleSource = "event-source";

    private static readonly string[] s_appIds = Constants(typeof(AppIds));
    private static readonly string[] s_services = [.. s_appIds.Except([AppIds.Playground])];

    /// <summary>Downstream models that show how to use the mesh: app-ids of their own folders, which no service knows.</summary>
    private static readonly string[] s_samples = [.. Directory.GetDirectories(Path.Combine(Repository.Root, "services", "samples")).Select(f => Path.GetFileName(f)!)];

    private static YamlMappingNode Tye => Repository.Yaml("tye.yaml");

    private static YamlMappingNode Dapr => Repository.Yaml("deploy/dapr.yaml");

    public static TheoryData<string> ComponentFiles => [.. Repository.Files("components", "*.yaml").Select(f => Path.GetRelativePath(Repository.Root, f))];

    [Fact]
    public void Tye_ServicesAndSidecars_AreTheAppIds()
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
    public void DaprYaml_Apps_AreTheAppIds() => Assert.Equal(s_appIds.Concat(s_samples).Order(), Dapr.Items("apps").Select(a => a.Value("appID")).Order());

    [Fact]
    public void DaprYaml_FoldersItNames_Exist() =>
        Assert.All([.. Dapr.Items("apps").Select(a => a.Value("appDirPath")!), .. ((YamlMappingNode)Dapr["common"]).Items("resourcesPaths").Select(p => ((YamlScalarNode)p).Value!)],
            path => Assert.True(Directory.Exists(Path.Combine(Repository.Root, "deploy", path)), path));

    [Fact]
    public void DaprYaml_Ports_AreThoseOfTye()
    {
        var sidecars = Sidecars();
        var services = Tye.Items("services").ToDictionary(s => s.Value("name")!);
        foreach (var app in Dapr.Items("apps").Where(a => a.Value("appID") != AppIds.Playground))
        {
            var name = app.Value("appID")!;
            Assert.Equal(sidecars[name].Value("http-port"), app.Value("daprHTTPPort"));
            Assert.Equal(sidecars[name].Value("grpc-port"), app.Value("daprGRPCPort"));
            var port = Assert.Single(services[name].Items("bindings")).Value("port");
            Assert.Equal(port, app.Value("appPort"));
            Assert.Equal($"http://127.0.0.1:{port}", app["env"].Value("ASPNETCORE_URLS"));
        }
    }

    [Fact]
    public void Ports_OfAllSidecarsAndServices_AreDistinct()
    {
        string[] keys = ["appPort", "daprHTTPPort", "daprGRPCPort"];
        var ports = Dapr.Items("apps").SelectMany(a => keys.Select(k => a.Value(k))).OfType<string>().ToArray();
        Assert.Equal(ports.Length, ports.Distinct().Count());
    }

    [Fact]
    public void Env_Settings_NameOptionsThatExist()
    {
        var settings = Tye.Items("services").SelectMany(s => s.Items("env").Select(e => e.Value("name")!))
            .Concat(Dapr.Items("apps").Where(a => ((YamlMappingNode)a).Children.ContainsKey("env")).SelectMany(a => ((YamlMappingNode)a["env"]).Children.Keys.Select(k => ((YamlScalarNode)k).Value!)))
            .Where(n => n.Contains("__")).Distinct();
        var options = Repository.Files("services", "*Options.cs").Select(File.ReadAllText).ToArray();
        Assert.All(settings, setting =>
        {
            var parts = setting.Split("__");
            Assert.Contains(options, o => o.Contains($"Section = \"{parts[0]}\"") && Regex.IsMatch(o, $@" {parts[1]} \{{ get;"));
        });
    }

    [Theory]
    [MemberData(nameof(ComponentFiles))]
    public void Component_Name_IsOneOfContracts(string file)
    {
        var component = Repository.Yaml(file);
        if (component.Value("kind") == "Component")
            Assert.Equal(Path.GetFileNameWithoutExtension(file), component["metadata"].Value("name"));
        string[] known = component.Value("kind") switch
        {
            "Component" => Constants(typeof(ComponentNames)),
            "Configuration" => ["config"],
            _ => ["userrep"],
        };
        Assert.Contains(component["metadata"].Value("name"), known);
    }

    [Theory]
    [MemberData(nameof(ComponentFiles))]
    public void Component_Scopes_AreAppIds(string file) =>
        Assert.Empty(Repository.Yaml(file).Items("scopes").Select(s => ((YamlScalarNode)s).Value).Except([.. s_appIds, ExampleSource]));

    [Theory]
    [MemberData(nameof(ComponentFiles))]
    public void Component_TopicScopes_NameAppIdsAndTopics(string file)
    {
        var topics = Constants(typeof(Topics));
        foreach (var entry in Repository.Yaml(file)["spec"].Items("metadata"))
        {
            var value = entry.Value("value") ?? "";
            if (entry.Value("name") == "protectedTopics")
                Assert.Empty(value.Split(',').Except(topics));
            if (entry.Value("name") is not ("publishingScopes" or "subscriptionScopes"))
                continue;
            foreach (var scope in value.Split(';').Select(s => s.Split('=')))
            {
                Assert.Contains(scope[0], (string[])[.. s_services, ExampleSource]);
                Assert.Empty(scope[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Except(topics));
            }
        }
    }

    [Fact]
    public void Resiliency_Targets_AreAppIdsAndComponents()
    {
        var targets = (YamlMappingNode)Repository.Yaml("components/production/resiliency.yaml")["spec"]["targets"];
        Assert.Empty(Keys(targets["apps"]).Except(s_services));
        Assert.Empty(Keys(targets["components"]).Except(Constants(typeof(ComponentNames))));
    }

    [Fact]
    public void Services_Folders_AreNamedAfterTheirAppIds() => Assert.All(s_services, s => Assert.True(Directory.Exists(Path.Combine(Repository.Root, "services", s)), s));

    private static Dictionary<string, YamlNode> Sidecars() =>
        ((YamlMappingNode)Tye.Items("extensions").Single(e => e.Value("name") == "dapr")["services"]).Children.ToDictionary(c => ((YamlScalarNode)c.Key).Value!, c => c.Value);

    private static IEnumerable<string> Keys(YamlNode node) => ((YamlMappingNode)node).Children.Keys.Select(k => ((YamlScalarNode)k).Value!);

    private static string[] Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
}
