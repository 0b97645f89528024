using System.Diagnostics;
using k8s.Models;
using UserRep.Contracts.Mesh;
using YamlDotNet.RepresentationModel;

namespace UserRep.Deploy.Tests.Kubernetes;

/// <summary>What kustomize makes of the folders. `kubectl kustomize` needs no cluster; where there is no kubectl, the tests of the files themselves remain.</summary>
public sealed class KustomizeTests : IDisposable
{
    // Within the repository, since kustomize takes no path from outside of it; ignored by git.
    private readonly DirectoryInfo _overlay = Directory.CreateDirectory(Path.Combine(Repository.Root, "deploy/kubernetes/obj", Guid.NewGuid().ToString("N")));

    public void Dispose() => _overlay.Delete(recursive: true);

    [Fact]
    public void Kustomization_OfEachFolder_NamesEachOfItsFiles()
    {
        foreach (var kustomization in Repository.Files("deploy/kubernetes", "kustomization.yaml").Concat(Repository.Files("components/production", "kustomization.yaml")).Where(f => !f.Contains("/obj/", StringComparison.Ordinal)))
        {
            var yaml = Repository.Yaml(YamlFiles.Relative(kustomization));
            var folder = Path.GetDirectoryName(kustomization)!;
            var named = yaml.Texts("resources").Concat(yaml.Items("patches").Select(p => p.Value("path")).OfType<string>()).ToArray();
            Assert.Empty(Directory.GetFiles(folder, "*.yaml").Select(Path.GetFileName).Except(["kustomization.yaml"]).Except(named));
            Assert.All(named.Concat(yaml.Texts("components")), n => Assert.True(Path.Exists(Path.Combine(folder, n)), n));
        }
    }

    [Theory]
    [InlineData("base")]
    [InlineData("example")]
    public async Task Folder_Rendered_IsValidAndInOneNamespace(string folder)
    {
        var rendered = await RenderAsync(Path.Combine(Repository.Root, "deploy/kubernetes", folder));
        Assert.Equal(Code.Services.Append(Outsiders.Operator).Order(), Manifests.OfStream(rendered).OfType<V1Deployment>().Select(d => d.Metadata.Name).Order());
        Assert.All(YamlFiles.Documents(new StringReader(rendered)).Where(d => d.Value("kind") != "Namespace"), d => Assert.Equal("userrep", d.At("metadata").Value("namespace")));
    }

    [Fact]
    public async Task Keda_Rendered_TakesThePlaceOfTheConsumersAutoscalers()
    {
        var rendered = await RenderAsync(Overlay("../../keda"));
        Assert.Equal([AppIds.VersionRouter], Manifests.OfStream(rendered).OfType<V2HorizontalPodAutoscaler>().Select(s => s.Metadata.Name));
        var scaled = YamlFiles.Documents(new StringReader(rendered)).Where(d => d.Value("kind") == "ScaledObject").Select(d => d.At("metadata").Value("name"));
        Assert.Equal([AppIds.EmbeddingStore, AppIds.Encoder, AppIds.FeatureIngest], scaled.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("rabbitmq", "pubsub", "pubsub.rabbitmq")]
    [InlineData("redis", "statestore", "state.redis")]
    public async Task Alternative_Rendered_ReplacesTheComponentWhole(string folder, string name, string type)
    {
        var rendered = await RenderAsync(Overlay("../../../../components/production/" + folder));
        var component = Assert.Single(YamlFiles.Documents(new StringReader(rendered)), d => d.Value("kind") == "Component" && d.At("metadata").Value("name") == name);
        Assert.Equal(type, component.At("spec").Value("type"));
        Assert.Equal(Repository.Yaml($"components/production/{folder}/{name}.yaml").At("spec").Items("metadata").Select(m => m.Value("name")), component.At("spec").Items("metadata").Select(m => m.Value("name")));
    }

    [Fact]
    public async Task Gpu_Rendered_AsksForADeviceAndCuda()
    {
        var rendered = await RenderAsync(Overlay("../../gpu"));
        var encoder = Manifests.OfStream(rendered).OfType<V1Deployment>().Single(d => d.Metadata.Name == AppIds.Encoder).Spec.Template.Spec.Containers.Single();
        Assert.Equal("1", encoder.Resources.Limits["nvidia.com/gpu"].ToString());
        Assert.Equal("cuda", encoder.Env.Single(e => e.Name == "Encoder__ExecutionProvider").Value);
        Assert.Contains(encoder.Env, e => e.Name == "Encoder__BundleRoot");
    }

    private string Overlay(string component)
    {
        File.WriteAllText(Path.Combine(_overlay.FullName, "kustomization.yaml"), $"namespace: userrep\nresources: [../../base]\ncomponents: [{component}]\n");
        return _overlay.FullName;
    }

    private static async Task<string> RenderAsync(string folder)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(p => File.Exists(Path.Combine(p, "kubectl"))), "kubectl is not installed");
        using var kubectl = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = kubectl.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await kubectl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await kubectl.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(kubectl.ExitCode == 0, await errors);
        return output;
    }
}
