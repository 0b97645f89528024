using UserRep.Contracts.Mesh;
using YamlDotNet.RepresentationModel;

namespace UserRep.Deploy.Tests;

/// <summary>deploy/dapr.yaml starts what tye.yaml starts, at the same ports. What is in tye.yaml beside the four services are samples.</summary>
public class DaprYamlTests
{
    // As the dapr CLI 1.17 parses them; its documentation lags behind here and there.
    private static readonly string[] s_shared =
        ["resourcesPaths", "configFilePath", "env", "appProtocol", "apiListenAddresses", "logLevel", "maxBodySize", "appLogDestination", "daprdLogDestination", "enableAppHealthCheck", "appHealthCheckPath", "enableApiLogging", "runtimePath"];
    private static readonly string[] s_ofApp = ["appID", "appDirPath", "appPort", "daprHTTPPort", "daprGRPCPort", "metricsPort", "profilePort", "command"];

    private static YamlMappingNode Dapr => Repository.Yaml("deploy/dapr.yaml");

    private static Dictionary<string, YamlNode> Tye => Repository.Yaml("tye.yaml").Items("services").ToDictionary(s => s.Value("name")!);

    private static YamlNode Sidecars => Repository.Yaml("tye.yaml").Items("extensions").Single(e => e.Value("name") == "dapr")["services"];

    private static IEnumerable<YamlNode> Apps => Dapr.Items("apps").Where(a => a.Value("appID") != AppIds.Playground);

    [Fact]
    public void Tye_HasAllServices_AndSamplesBeside()
    {
        Assert.Empty(Code.Services.Except(Tye.Keys));
        Assert.All(Tye.Where(s => !Code.Services.Contains(s.Key)), s => Assert.StartsWith("services/samples/", s.Value.Value("project"), StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_AreTheClis()
    {
        Assert.Empty(Dapr.Keys().Except(["version", "name", "common", "apps"]));
        Assert.Equal("1", Dapr.Value("version"));
        Assert.Empty(Dapr["common"].Keys().Except(s_shared));
        Assert.All(Dapr.Items("apps"), a => Assert.Empty(a.Keys().Except([.. s_shared, .. s_ofApp])));
        Assert.All(Dapr.Items("apps"), a => Assert.NotNull(a.Value("appDirPath")));
    }

    [Fact]
    public void Apps_AreTyesAndPlayground() =>
        Assert.Equal(Tye.Keys.Append(AppIds.Playground).Order(), Dapr.Items("apps").Select(a => a.Value("appID")).Order());

    [Fact]
    public void Paths_LeadSomewhere()
    {
        var common = Dapr["common"];
        Assert.All([.. common.Texts("resourcesPaths"), common.Value("configFilePath")!, .. Dapr.Items("apps").Select(a => a.Value("appDirPath")!)],
            path => Assert.True(Path.Exists(Path.Combine(Repository.Root, "deploy", path)), path));
        Assert.Equal("Configuration", Repository.Yaml(Path.Combine("deploy", common.Value("configFilePath")!)).Value("kind"));
    }

    [Fact]
    public void Apps_AreRunInTheFoldersOfTheirProjects() =>
        Assert.All(Apps, a => Assert.Equal(Path.GetDirectoryName(Tye[a.Value("appID")!].Value("project")), Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, "deploy", a.Value("appDirPath")!))));

    [Fact]
    public void Ports_AreTyes() =>
        Assert.All(Apps, app =>
        {
            var name = app.Value("appID")!;
            Assert.Equal(Sidecars[name].Value("http-port"), app.Value("daprHTTPPort"));
            Assert.Equal(Sidecars[name].Value("grpc-port"), app.Value("daprGRPCPort"));
            var binding = Assert.Single(Tye[name].Items("bindings"));
            var port = binding.Value("port");
            Assert.Equal(binding.Value("protocol") ?? "http", app.Value("appProtocol") ?? "http");
            Assert.Equal(port, app.Value("appPort"));
            Assert.Equal($"http://127.0.0.1:{port}", app["env"].Value("ASPNETCORE_URLS"));
        });

    [Fact]
    public void Ports_AreDistinct()
    {
        string[] keys = ["appPort", "daprHTTPPort", "daprGRPCPort"];
        var ports = Dapr.Items("apps").SelectMany(a => keys.Select(k => a.Value(k))).OfType<string>().ToArray();
        Assert.Equal(ports.Distinct(), ports);
    }

    [Fact]
    public void Env_SetsOptionsThatExist() =>
        Assert.All(
            Tye.Values.SelectMany(s => s.Items("env").Select(e => e.Value("name")!)).Concat(Apps.SelectMany(a => a["env"].Keys())).Where(n => n.Contains("__", StringComparison.Ordinal)).Distinct(),
            n => Assert.True(Code.HasOption(n), n));

    [Fact]
    public void Operators_ArePlayground_OnALaptopAlone() =>
        Assert.All(Apps.Where(a => a["env"].Has("Operators__AppIds__0")), a => Assert.Equal(AppIds.Playground, a["env"].Value("Operators__AppIds__0")));
}
