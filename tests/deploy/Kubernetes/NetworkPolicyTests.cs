using k8s.Models;

namespace UserRep.Deploy.Tests.Kubernetes;

public class NetworkPolicyTests
{
    private static readonly string[] s_servicePorts = [.. Manifests.OfType<V1Deployment>().SelectMany(d => d.Spec.Template.Spec.Containers[0].Ports ?? []).Select(p => p.ContainerPort.ToString())];

    [Fact]
    public void Policies_BeginWithNothing()
    {
        var policy = Manifests.OfType<V1NetworkPolicy>().Single(p => p.Metadata.Name == "nothing-unless-said");
        Assert.Null(policy.Spec.PodSelector.MatchLabels);
        Assert.Equal(["Ingress", "Egress"], policy.Spec.PolicyTypes);
        Assert.Null(policy.Spec.Ingress);
        Assert.Null(policy.Spec.Egress);
    }

    [Fact]
    public void Services_AreReachedThroughTheirSidecarsAlone()
    {
        Assert.Equal(Code.Services.Length, s_servicePorts.Length);
        foreach (var rule in Manifests.OfType<V1NetworkPolicy>().SelectMany(p => p.Spec.Ingress ?? []))
        {
            Assert.NotEmpty(rule.FromProperty);
            Assert.NotEmpty(rule.Ports);
            Assert.Empty(rule.Ports.Select(p => p.Port.Value).Intersect(s_servicePorts));
        }
    }

    [Fact]
    public void Sidecars_HaveAPolicyThatSelectsThem() =>
        Assert.Contains(Manifests.OfType<V1NetworkPolicy>(), p => p.Spec.PodSelector.MatchLabels?.ContainsKey("userrep.io/sidecar") == true && p.Spec.Egress is { Count: > 0 } && p.Spec.Ingress is { Count: > 0 });
}
