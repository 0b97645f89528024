using UserRep.Contracts.Mesh;

namespace UserRep.Deploy.Tests.Components;

public class AccessControlTests
{
    private const string Read = "/v1/versions/representation@v1/embeddings/read";

    private static readonly string[] s_everyone = [.. Code.AppIds, .. Outsiders.All, "a-stranger"];

    public static TheoryData<string> Services => [.. Code.Services];

    [Fact]
    public void Configurations_AreOneForEachServiceAndOneForClients() =>
        Assert.Equal(
            Code.Services.Append("client").Order(),
            Repository.Files("components/production", "config-*.yaml").Select(f => Repository.Yaml(YamlFiles.Relative(f)).At("metadata").Value("name")).Order());

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_CallsThatItsCodeMakes_AreAllowedWhereTheyGo(string service)
    {
        var callees = Code.Calls(service);
        var calls = Code.CalledPaths(service).Distinct().ToArray();
        if (callees.Length > 0)
            Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Contains(callees, callee => new AccessList(callee).Allows(service, call.Verb, call.Path)));
        Assert.All(callees, callee => Assert.Contains(service, new AccessList(callee).Callers));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_WhoeverMayCallIt_DoesSoInItsCode(string service)
    {
        var list = new AccessList(service);
        Assert.Equal("deny", list.DefaultAction);
        Assert.Equal(Code.Services.Where(s => Code.Calls(s).Contains(service)).Order(), list.Callers.Intersect(Code.Services).Order());
        Assert.Empty(list.Callers.Except([.. Code.Services, .. Outsiders.All]));
        Assert.Equal(list.Callers.Distinct(), list.Callers);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_OperationsAllowedToOthers_AreCalledByThem(string service)
    {
        foreach (var policy in new AccessList(service).Policies.Where(p => Code.Services.Contains(p.Value("appId"))))
        {
            var paths = Code.CalledPaths(policy.Value("appId")!).Select(c => c.Path).ToArray();
            Assert.All(policy.Items("operations"), o => Assert.Contains(paths, p => AccessList.Pattern(o.Value("name")!).IsMatch(p)));
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Policies_NameTrustDomainAndNamespace_OrDaprRefusesTheList(string service)
    {
        var space = Repository.Yaml("deploy/kubernetes/base/kustomization.yaml").Value("namespace");
        Assert.All(new AccessList(service).Policies, p => Assert.Equal((space, "public"), (p.Value("namespace"), p.Value("trustDomain"))));
    }

    [Fact]
    public void EmbeddingStore_Reads_AreForVersionRouterAlone() =>
        Assert.Equal([AppIds.VersionRouter], s_everyone.Where(a => new AccessList(AppIds.EmbeddingStore).Allows(a, "POST", Read)));

    [Fact]
    public void VersionRouter_Reads_AreForRegisteredAppsAlone()
    {
        var list = new AccessList(AppIds.VersionRouter);
        Assert.Equal([Outsiders.Model, Outsiders.Operator], s_everyone.Where(a => list.Allows(a, "POST", "/v1/models/demo-ranker/embeddings")).Order(StringComparer.Ordinal));
        Assert.False(list.Allows(Outsiders.Model, "POST", "/v1/versions/representation@v1/retire"));
        Assert.False(list.Allows(Outsiders.Model, "GET", "/v1/audit"));
    }

    [Fact]
    public void Clients_AreCalledByNobody() => Assert.All(s_everyone, a => Assert.False(new AccessList("client").Allows(a, "GET", "/")));
}
