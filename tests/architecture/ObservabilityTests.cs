using System.Diagnostics;
using System.Text.RegularExpressions;
using UserRep.Tests.Shared;

namespace UserRep.Architecture.Tests;

/// <summary>Dashboard, alert rules and runbook agree with each other; that the code exports what they name is checked against a running mesh (integration's MetricsTests).</summary>
public partial class ObservabilityTests
{
    private static readonly string s_operating = Read("deploy/docs/operating.md");
    private static readonly IReadOnlyList<Query> s_alerts = Query.OfAlerts(Read("deploy/observability/alerts.yaml"));
    private static readonly IReadOnlyList<Query> s_panels = Query.OfDashboard(Read("deploy/observability/dashboard.json"));

    [Fact]
    public void Queries_SeriesAndLabels_AreDocumented()
    {
        var documented = DocumentedMetrics.Read(s_operating);
        Assert.All([.. s_alerts, .. s_panels], query => Assert.All(query.Uses(), use =>
        {
            Assert.True(documented.TryGetValue(DocumentedMetrics.NameOf(use.Series), out var labels), $"{query.Where}: {use.Series}");
            Assert.Empty(use.Labels.Except([.. labels!, "le"]));
        }));
    }

    [Fact]
    public void Dashboard_Legends_ShowWhatTheirQueriesGroupBy() => Assert.All(s_panels, p => Assert.Empty(p.LegendFaults()));

    [Fact]
    public void Alerts_EachHasARunbookLine_AndEachLineAnAlert() =>
        Assert.Equal(s_alerts.Select(a => a.Where).Order(), RunbookHeading().Matches(s_operating).Select(h => h.Groups[1].Value).Order());

    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    public async Task Promtool_Rules_AreAccepted(string verb)
    {
        var promtool = Environment.GetEnvironmentVariable("PROMTOOL") ?? "/usr/bin/promtool";
        Assert.SkipUnless(File.Exists(promtool), "promtool is not installed (Debian: prometheus)");
        var file = verb == "check" ? "alerts.yaml" : "alerts.test.yaml";
        using var process = Process.Start(new ProcessStartInfo(promtool, [verb, "rules", Path.Combine(Repository.Root, "deploy", "observability", file)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex("^#### (UserRep[A-Za-z]+)$", RegexOptions.Multiline)]
    private static partial Regex RunbookHeading();
}
