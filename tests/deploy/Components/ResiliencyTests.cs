using System.Text.RegularExpressions;
using UserRep.Contracts.Mesh;
using YamlDotNet.RepresentationModel;

namespace UserRep.Deploy.Tests.Components;

public class ResiliencyTests
{
    private const string Production = "components/production/resiliency.yaml";

    /// <summary>Section of policies, and the key by which a target names one of it.</summary>
    private static readonly (string Section, string Key)[] s_kinds = [("timeouts", "timeout"), ("retries", "retry"), ("circuitBreakers", "circuitBreaker")];

    public static TheoryData<string> Files => [.. Repository.Files("components", "resiliency.yaml").Select(YamlFiles.Relative)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Targets_AreOfTheCode(string file)
    {
        var targets = Repository.Yaml(file).At("spec", "targets");
        Assert.Empty(KeysOf(targets, "apps").Except(Code.Services));
        Assert.Empty(KeysOf(targets, "components").Except(Code.ComponentNames));
        Assert.Empty(KeysOf(targets, "actors").Except(Code.ActorTypes));
        Assert.Empty(Repository.Yaml(file).Texts("scopes").Except(Code.Services));
    }

    [Fact]
    public void Production_EveryServiceAndActorType_HasATimeout()
    {
        var targets = Repository.Yaml(Production).At("spec", "targets");
        Assert.All(Code.Services, s => Assert.NotNull(targets.At("apps", s).Value("timeout")));
        Assert.All(Code.ActorTypes, a => Assert.NotNull(targets.At("actors", a).Value("timeout")));
        Assert.Equal(Code.Services.Order(), Repository.Yaml(Production).Texts("scopes").Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Policies_AreAllUsedAndAllThere(string file)
    {
        var spec = Repository.Yaml(file).At("spec");
        var targets = Leaves(spec["targets"]).ToArray();
        foreach (var (section, key) in s_kinds)
            Assert.Equal(KeysOf(spec["policies"], section).Order(), targets.Where(t => t.Has(key)).Select(t => t.Value(key)!).Distinct().Order());
        Assert.All(targets, t => Assert.Empty(t.Keys().Except(s_kinds.Select(k => k.Key))));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Delivery_IsRetriedWithoutEnd_SinceRetryNeverMeansDrop(string file)
    {
        var spec = Repository.Yaml(file).At("spec");
        var retry = spec.At("targets", "components", ComponentNames.PubSub, "inbound").Value("retry")!;
        Assert.Equal("-1", spec.At("policies", "retries", retry).Value("maxRetries"));
        // Every consumer of the code is held by it.
        Assert.Empty(Code.Services.Where(s => Code.Subscriptions(s).Length > 0).Except(Repository.Yaml(file).Texts("scopes")));
    }

    [Fact]
    public void Subscriptions_OfTheCode_HaveNoDeadLetterTopicOfDapr() =>
        Assert.DoesNotContain(Repository.Files("services", "*.cs").Where(f => !f.Contains("/local-mesh/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)),
            f => Regex.IsMatch(File.ReadAllText(f), @"DeadLetterTopic\s*=|deadLetterTopic:"));

    [Fact]
    public void Invocation_HasNoRetryAndNoBreaker_SinceDaprCountsEvery4xxAsAFailure() =>
        Assert.All(Leaves(Repository.Yaml(Production).At("spec", "targets", "apps")), t => Assert.Equal(["timeout"], t.Keys()));

    [Theory]
    [MemberData(nameof(Files))]
    public void Durations_AreGos(string file)
    {
        var policies = Repository.Yaml(file).At("spec", "policies");
        var durations = (policies.Has("timeouts") ? policies["timeouts"].Keys().Select(k => policies["timeouts"].Value(k)!) : [])
            .Concat(new[] { ("retries", "maxInterval"), ("circuitBreakers", "timeout") }.Where(p => policies.Has(p.Item1))
                .SelectMany(p => policies[p.Item1].Keys().Select(k => policies[p.Item1][k].Value(p.Item2)!)));
        Assert.All(durations, d => Assert.Matches(@"^(\d+(ms|s|m|h))+$", d));
    }

    private static IEnumerable<string> KeysOf(YamlNode node, string key) => node.Has(key) ? node[key].Keys() : [];

    /// <summary>The mappings below which there are values only.</summary>
    private static IEnumerable<YamlNode> Leaves(YamlNode node) =>
        ((YamlMappingNode)node).Children.Values.All(v => v is YamlScalarNode) ? [node] : ((YamlMappingNode)node).Children.Values.SelectMany(Leaves);
}
