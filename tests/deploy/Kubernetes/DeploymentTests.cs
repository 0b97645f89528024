using k8s.Models;
using UserRep.Contracts.Mesh;

namespace UserRep.Deploy.Tests.Kubernetes;

public class DeploymentTests
{
    /// <summary>The user that Microsoft's images of .NET have beside root.</summary>
    private const long User = 1654;

    public static TheoryData<string> Services => [.. Code.Services];

    public static TheoryData<string> All => [.. Manifests.OfType<V1Deployment>().Select(d => d.Metadata.Name)];

    [Fact]
    public void Deployments_AreTheServicesAndTheOperatorsSidecar() =>
        Assert.Equal(Code.Services.Append(Outsiders.Operator).Order(), Manifests.OfType<V1Deployment>().Select(d => d.Metadata.Name).Order());

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_Ports_AreTyes(string name)
    {
        var port = Repository.Yaml("tye.yaml").Items("services").Single(s => s.Value("name") == name).Items("bindings").Single().Value("port");
        var container = Container(name);
        Assert.Equal(port, Assert.Single(container.Ports).ContainerPort.ToString());
        Assert.Equal(port, Annotations(name)["dapr.io/app-port"]);
        Assert.Equal($"http://+:{port}", container.Env.Single(e => e.Name == "ASPNETCORE_URLS").Value);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Pod_IsItsAppId_WithAConfigurationThatExists(string name)
    {
        var annotations = Annotations(name);
        Assert.Equal(("true", name), (annotations["dapr.io/enabled"], annotations["dapr.io/app-id"]));
        Assert.True(File.Exists(Path.Combine(Repository.Root, $"components/production/config-{annotations["dapr.io/config"]}.yaml")));
        if (Code.Services.Contains(name))
            Assert.Equal(name, annotations["dapr.io/config"]);
        Assert.Equal("true", Manifests.Deployment(name).Spec.Template.Metadata.Labels["userrep.io/sidecar"]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Pod_Annotations_AreDaprs(string name) => Assert.Empty(Annotations(name).Keys.Except(DaprAnnotations.All));

    [Theory]
    [MemberData(nameof(All))]
    public void Pod_RunsWithTheLeastItNeeds(string name)
    {
        var pod = Manifests.Deployment(name).Spec.Template.Spec;
        Assert.Equal((true, User, User, "RuntimeDefault"),
            (pod.SecurityContext.RunAsNonRoot, pod.SecurityContext.RunAsUser, pod.SecurityContext.RunAsGroup, pod.SecurityContext.SeccompProfile.Type));
        Assert.False(pod.AutomountServiceAccountToken);
        Assert.False(pod.EnableServiceLinks);
        Assert.Contains(Manifests.OfType<V1ServiceAccount>(), a => a.Metadata.Name == pod.ServiceAccountName && a.AutomountServiceAccountToken == false);
        var container = Assert.Single(pod.Containers);
        Assert.Equal((false, true), (container.SecurityContext.AllowPrivilegeEscalation, container.SecurityContext.ReadOnlyRootFilesystem));
        Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        foreach (var resource in (string[])["cpu", "memory"])
            Assert.True(container.Resources.Requests[resource] <= container.Resources.Limits[resource], resource);
        var annotations = Annotations(name);
        Assert.Equal(("RuntimeDefault", "true"), (annotations["dapr.io/sidecar-seccomp-profile-type"], annotations["dapr.io/disable-builtin-k8s-secret-store"]));
        Assert.All((string[])["cpu-request", "cpu-limit", "memory-request", "memory-limit"], k => Assert.Contains("dapr.io/sidecar-" + k, annotations.Keys));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_Probes_AskWhatTheCodeAnswers(string name)
    {
        var defaults = Repository.Text("services/service-defaults/ServiceDefaultsExtensions.cs");
        var container = Container(name);
        Assert.Equal(("/livez", "/healthz", "/livez"), (container.StartupProbe.HttpGet.Path, container.ReadinessProbe.HttpGet.Path, container.LivenessProbe.HttpGet.Path));
        Assert.All((V1Probe[])[container.StartupProbe, container.ReadinessProbe, container.LivenessProbe], p =>
        {
            Assert.Equal(container.Ports[0].Name, p.HttpGet.Port.Value);
            Assert.Contains($"MapHealthChecks(\"{p.HttpGet.Path}\"", defaults, StringComparison.Ordinal);
        });
        Assert.Equal("/healthz", Annotations(name)["dapr.io/app-health-check-path"]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_End_LeavesTimeForServiceAndSidecarInTurn(string name)
    {
        var annotations = Annotations(name);
        var block = int.Parse(annotations["dapr.io/block-shutdown-duration"].TrimEnd('s'));
        var graceful = int.Parse(annotations["dapr.io/graceful-shutdown-seconds"]);
        // .NET's own limit for a host to stop is 30 s.
        Assert.True(block >= 30);
        Assert.True(Manifests.Deployment(name).Spec.Template.Spec.TerminationGracePeriodSeconds > block + graceful);
        Assert.Equal("true", annotations["dapr.io/enable-app-health-check"]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_BodyLimit_IsTheCodes(string name)
    {
        Assert.Equal("64Mi", Annotations(name)["dapr.io/max-body-size"]);
        Assert.Contains("MaxBodyBytes = 64L * 1024 * 1024", Repository.Text("services/service-defaults/ServiceDefaultsExtensions.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_Tokens_AreThoseOfItsSidecar(string name)
    {
        // The injector gives them to the sidecar; a service that doesn't have them too is refused by it, or lets everybody in.
        var env = Container(name).Env.Where(e => e.ValueFrom?.SecretKeyRef is not null).ToDictionary(e => e.Name, e => (e.ValueFrom.SecretKeyRef.Name, e.ValueFrom.SecretKeyRef.Key));
        Assert.Equal((Annotations(name)["dapr.io/api-token-secret"], "token"), env["DAPR_API_TOKEN"]);
        Assert.Equal((Annotations(name)["dapr.io/app-token-secret"], "token"), env["APP_API_TOKEN"]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_Settings_AreOptionsThatExist(string name)
    {
        var container = Container(name);
        var map = Manifests.OfType<V1ConfigMap>().Single(m => m.Metadata.Name == Assert.Single(container.EnvFrom).ConfigMapRef.Name);
        Assert.All(container.Env.Select(e => e.Name).Concat(map.Data.Keys).Where(n => n.Contains("__", StringComparison.Ordinal)), n => Assert.True(Code.HasOption(n), n));
        Assert.Equal(Outsiders.Operator, map.Data["Operators__AppIds__0"]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_Replicas_AreSpreadAndKeptUp(string name)
    {
        var deployment = Manifests.Deployment(name);
        Assert.Null(deployment.Spec.Replicas);
        Assert.Equal("0", deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.Value);
        Assert.Equal(["topology.kubernetes.io/zone", "kubernetes.io/hostname"], deployment.Spec.Template.Spec.TopologySpreadConstraints.Select(c => c.TopologyKey));
        var budget = Manifests.OfType<V1PodDisruptionBudget>().Single(b => b.Metadata.Name == name);
        var scaler = Manifests.OfType<V2HorizontalPodAutoscaler>().Single(s => s.Metadata.Name == name);
        Assert.Equal(("Deployment", name), (scaler.Spec.ScaleTargetRef.Kind, scaler.Spec.ScaleTargetRef.Name));
        Assert.True(scaler.Spec.MinReplicas >= 2 && scaler.Spec.MaxReplicas > scaler.Spec.MinReplicas);
        var labels = deployment.Spec.Template.Metadata.Labels;
        Assert.All([deployment.Spec.Selector, budget.Spec.Selector, .. deployment.Spec.Template.Spec.TopologySpreadConstraints.Select(c => c.LabelSelector)],
            s => Assert.All(s.MatchLabels, l => Assert.Equal(l.Value, labels[l.Key])));
        Assert.Equal(Container(name).Name, Assert.Single(scaler.Spec.Metrics).ContainerResource.Container);
    }

    [Fact]
    public void FeatureIngest_HasNoMoreReplicasThanShards()
    {
        var shards = int.Parse(System.Text.RegularExpressions.Regex.Match(Repository.Text("services/feature-ingest/FeatureIngestOptions.cs"), @"Shards \{ get; init; \} = (\d+)").Groups[1].Value);
        Assert.True(Manifests.OfType<V2HorizontalPodAutoscaler>().Single(s => s.Metadata.Name == AppIds.FeatureIngest).Spec.MaxReplicas <= shards);
    }

    [Fact]
    public void Volumes_AreWhereTheOptionsSay_AndAllClaimsUsed()
    {
        var bundles = Volume(AppIds.Encoder, "Encoder__BundleRoot");
        Assert.Equal((true, true, "ReadOnlyMany"), (bundles.Mount.ReadOnlyProperty, bundles.Claim.ReadOnlyProperty, Claim(bundles.Claim.ClaimName).Spec.AccessModes[0]));
        var archive = Volume(AppIds.FeatureIngest, "EventArchive__Folder");
        Assert.Equal((null, "ReadWriteMany"), (archive.Mount.ReadOnlyProperty, Claim(archive.Claim.ClaimName).Spec.AccessModes.Single()));
        Assert.Equal(User, Manifests.Deployment(AppIds.FeatureIngest).Spec.Template.Spec.SecurityContext.FsGroup);
        var claimed = Manifests.OfType<V1Deployment>().SelectMany(d => d.Spec.Template.Spec.Volumes ?? []).Select(v => v.PersistentVolumeClaim?.ClaimName).OfType<string>();
        Assert.Equal(Manifests.OfType<V1PersistentVolumeClaim>().Select(c => c.Metadata.Name).Order(), claimed.Order());
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_TemporaryFiles_HaveAPlaceOnAReadOnlyRoot(string name) =>
        Assert.Contains(Container(name).VolumeMounts, m => m.MountPath == "/tmp" && Manifests.Deployment(name).Spec.Template.Spec.Volumes.Single(v => v.Name == m.Name).EmptyDir is not null);

    private static V1PersistentVolumeClaim Claim(string name) => Manifests.OfType<V1PersistentVolumeClaim>().Single(c => c.Metadata.Name == name);

    private static (V1VolumeMount Mount, V1PersistentVolumeClaimVolumeSource Claim) Volume(string service, string option)
    {
        var container = Container(service);
        var mount = container.VolumeMounts.Single(m => m.MountPath == container.Env.Single(e => e.Name == option).Value);
        return (mount, Manifests.Deployment(service).Spec.Template.Spec.Volumes.Single(v => v.Name == mount.Name).PersistentVolumeClaim);
    }

    private static V1Container Container(string name) => Assert.Single(Manifests.Deployment(name).Spec.Template.Spec.Containers);

    private static IDictionary<string, string> Annotations(string name) => Manifests.Deployment(name).Spec.Template.Metadata.Annotations;
}
