using YamlDotNet.RepresentationModel;

namespace UserRep.Architecture.Tests;

/// <summary>tye.yaml against Tye's schema: which keys it knows where. Tye is archived, so the schema no longer moves.</summary>
public class TyeSchemaTests
{
    private static readonly string[] s_root = ["name", "registry", "namespace", "network", "dashboardPort", "ingress", "solution", "extensions", "services"];
    private static readonly string[] s_sources = ["project", "image", "dockerFile", "executable", "external", "include", "repository", "azureFunction"];
    private static readonly string[] s_service = [.. s_sources, "name", "env", "env_file", "args", "replicas", "build", "buildProperties", "workingDirectory", "bindings", "volumes", "liveness", "readiness", "tags"];
    private static readonly string[] s_binding = ["name", "connectionString", "port", "containerPort", "host", "protocol", "routes"];
    private static readonly string[] s_daprBoth = ["app-max-concurrency", "app-protocol", "app-ssl", "components-path", "config", "enable-profiling", "http-max-request-size", "log-level", "placement-port"];
    private static readonly string[] s_dapr = [.. s_daprBoth, "name", "services"];
    private static readonly string[] s_daprService = [.. s_daprBoth, "app-id", "enabled", "grpc-port", "http-port", "metrics-port", "profile-port"];

    private static YamlMappingNode Tye => Repository.Yaml("tye.yaml");

    private static YamlNode Extension => Tye.Items("extensions").Single();

    [Fact]
    public void Tye_Root_HasOnlyTyesKeys() => Assert.Empty(Keys(Tye).Except(s_root));

    [Fact]
    public void Tye_Services_HaveOnlyTyesKeysAndOneSource() => Assert.All(Tye.Items("services"), s =>
    {
        Assert.Empty(Keys(s).Except(s_service));
        Assert.Single(Keys(s).Intersect(s_sources));
        Assert.Matches("^[a-z]([a-z0-9-]*[a-z0-9])?$", s.Value("name"));
        // Tye throws at more than one replica beside Dapr.
        Assert.Contains(s.Value("replicas"), new[] { null, "1" });
        Assert.All(s.Items("env").OfType<YamlMappingNode>(), e => Assert.Empty(Keys(e).Except(["name", "value"])));
    });

    [Fact]
    public void Tye_EachService_HasAnHttpBinding_ElseTyeGivesItNoSidecar() => Assert.All(Tye.Items("services"), s =>
    {
        Assert.All(s.Items("bindings"), b => Assert.Empty(Keys(b).Except(s_binding)));
        Assert.Single(s.Items("bindings"), b => b.Value("protocol") == "http" && int.TryParse(b.Value("port"), out _));
    });

    [Fact]
    public void Tye_DaprExtension_HasOnlyTyesKeys_AndNoneThatDaprdHasDropped()
    {
        Assert.Equal("dapr", Extension.Value("name"));
        var services = ((YamlMappingNode)Extension["services"]).Children;
        Assert.Empty(Keys(Extension).Except(s_dapr));
        Assert.All(services, s => Assert.Empty(Keys(s.Value).Except(s_daprService)));
        // They become flags that daprd no longer takes.
        Assert.All([Extension, .. services.Values], n => Assert.Empty(Keys(n).Intersect(["http-max-request-size", "app-ssl"])));
        Assert.Empty(services.Keys.Select(k => ((YamlScalarNode)k).Value).Except(Tye.Items("services").Select(s => s.Value("name"))));
    }

    [Fact]
    public void Tye_PathsOfTheExtension_Exist()
    {
        var components = Path.Combine(Repository.Root, Extension.Value("components-path")!);
        Assert.True(Directory.Exists(components));
        // Tye looks for the configuration beside the components, by this name.
        Assert.True(File.Exists(Path.Combine(components, Extension.Value("config") + ".yaml")));
    }

    private static IEnumerable<string> Keys(YamlNode node) => ((YamlMappingNode)node).Children.Keys.Select(k => ((YamlScalarNode)k).Value!);
}
