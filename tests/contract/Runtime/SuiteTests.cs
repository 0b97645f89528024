using System.Reflection;
using System.Text.RegularExpressions;

namespace UserRep.Contract.Tests.Runtime;

/// <summary>About the suite itself.</summary>
public sealed class SuiteTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Fact]
    public async Task Suite_RunsAgainstRealDaprd()
    {
        Assert.SkipWhen(Daprd.Asked is null, "This run checks the local mesh. DAPRD=1 (daprd on the PATH or in ~/.dapr/bin) or DAPRD=/path/to/daprd has the same tests run against daprd.");
        Assert.Matches(@"^1\.(1[6-9]|[2-9]\d)\.", (string?)(await SendAsync("GET", "/v1.0/metadata")).Is(200).Json["runtimeVersion"]);
    }

    [Fact]
    public void KnownDifferences_NameTestsThatExist_OnceEach()
    {
        var tests = typeof(SuiteTests).Assembly.GetTypes().SelectMany(t => t.GetMethods()).Where(m => m.IsDefined(typeof(FactAttribute), true)).Select(m => m.Name).ToHashSet();
        Assert.All(KnownDifferences.All, d => Assert.Contains(d.Test, tests));
        Assert.All(KnownDifferences.All, d => Assert.Contains(d.On, new[] { "local-mesh", "daprd", "daprd in-memory" }));
        Assert.All(KnownDifferences.All, d => Assert.NotEmpty(d.Because));
        Assert.Equal(KnownDifferences.All.Count, KnownDifferences.All.DistinctBy(d => (d.On, d.Test)).Count());
    }

    [Fact]
    public void Traps_EachHasATest()
    {
        var tests = typeof(SuiteTests).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance)).Select(m => Regex.Match(m.Name, @"^Trap(\d\d)_")).Where(m => m.Success);
        Assert.Equal(Enumerable.Range(1, 14), tests.Select(m => int.Parse(m.Groups[1].Value)).Distinct().Order());
    }
}
