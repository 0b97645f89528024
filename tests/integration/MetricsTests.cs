using System.Text.RegularExpressions;
using UserRep.Contracts.Events;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>What services export at /metrics, against the documentation and the queries of dashboard and alerts.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed partial class MetricsTests(LiveMesh mesh)
{
    /// <summary>Without a RabbitMQ, and without a shadow, they are not there.</summary>
    private static readonly string[] s_optional = ["userrep_bridge_", "userrep_router_shadow_"];

    private static readonly string s_deploy = Path.Combine(Repository.Root, "deploy");

    [Fact]
    public async Task Scrape_OfAllServices_HasEverySeriesThatIsDocumentedOrQueriedAndNoOther()
    {
        var now = mesh.Events.End.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        await mesh.Client.PublishAsync(EventTypes.Interaction, new InteractionEvent("metric-1", "", "track-00001", "like", now));
        await mesh.Client.ReadAsync(LiveMesh.Model, "metric");
        string[] queried = [.. Queries().SelectMany(q => q.Uses()).Select(u => u.Series).Distinct()];

        await Eventually.HasAsync(async () => string.Join(' ', queried.Except((await ScrapeAsync()).Keys)), missing => missing.Length == 0, "every series queried is exported");
        var scraped = await ScrapeAsync();

        var documented = DocumentedMetrics.Read(await File.ReadAllTextAsync(Path.Combine(s_deploy, "docs", "operating.md"), TestContext.Current.CancellationToken));
        Assert.All(scraped, series =>
        {
            var name = DocumentedMetrics.NameOf(series.Key);
            Assert.True(documented.TryGetValue(name, out var labels), $"{series.Key} is not documented");
            Assert.True(series.Value.IsSubsetOf([.. labels!, "le", "otel_scope_name"]), $"{series.Key} has labels {string.Join(", ", series.Value)}");
        });
        Assert.Empty(documented.Keys.Where(d => !s_optional.Any(o => d.StartsWith(o, StringComparison.Ordinal))).Except(scraped.Keys.Select(DocumentedMetrics.NameOf)));
        // What has not happened here yet is there without labels.
        Assert.All(Queries().SelectMany(q => q.Uses()).Where(u => scraped[u.Series].Any(l => l != "otel_scope_name")), use => Assert.True(scraped[use.Series].IsSupersetOf(use.Labels), $"{use.Series} has no {string.Join(", ", use.Labels.Except(scraped[use.Series]))}"));
    }

    private static IEnumerable<Query> Queries() =>
    [
        .. Query.OfDashboard(File.ReadAllText(Path.Combine(s_deploy, "observability", "dashboard.json"))),
        .. Query.OfAlerts(File.ReadAllText(Path.Combine(s_deploy, "observability", "alerts.yaml"))),
    ];

    /// <returns>Our series of all services, with all labels that any sample of them has.</returns>
    private async Task<IReadOnlyDictionary<string, HashSet<string>>> ScrapeAsync()
    {
        var found = new Dictionary<string, HashSet<string>>();
        using var http = new HttpClient();
        foreach (var port in (int[])[5101, 5102, 5103, 5104])
        {
            foreach (Match sample in Sample().Matches(await http.GetStringAsync($"http://127.0.0.1:{port + mesh.PortOffset}/metrics")))
            {
                if (!found.TryGetValue(sample.Groups["name"].Value, out var labels))
                    found[sample.Groups["name"].Value] = labels = [];
                labels.UnionWith(Label().Matches(sample.Groups["labels"].Value).Select(l => l.Groups[1].Value));
            }
        }
        return found;
    }

    [GeneratedRegex(@"^(?<name>userrep_[a-z_]+)(\{(?<labels>[^}]*)\})? ", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("([a-z_]+)=\"")]
    private static partial Regex Label();
}
