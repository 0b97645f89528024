using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace UserRep.Tests.Shared;

/// <summary>One PromQL expression of the dashboard or the alert rules, as far as names go.</summary>
/// <param name="Where">The panel's or the alert's name.</param>
/// <param name="Legend">Of a panel: text with {{label}} in it.</param>
internal sealed partial record Query(string Where, string Expression, string Legend = "")
{
    /// <summary>Series of ours, with the labels that they are selected or grouped by.</summary>
    public IEnumerable<(string Series, string[] Labels)> Uses()
    {
        foreach (Match use in Series().Matches(Expression))
        {
            var labels = Label().Matches(use.Groups["selector"].Value).Select(l => l.Groups[1].Value);
            yield return (use.Groups["name"].Value, [.. labels, .. GroupedBy(use.Index)]);
        }
    }

    /// <summary>Labels that the legend shows but no grouping leaves.</summary>
    public IEnumerable<string> LegendFaults() =>
        Shown().Matches(Legend).Select(l => l.Groups[1].Value).Except(By().Matches(Expression).SelectMany(b => Names(b.Groups[1].Value)));

    public static IReadOnlyList<Query> OfDashboard(string json) =>
    [
        .. JsonDocument.Parse(json).RootElement.GetProperty("panels").EnumerateArray()
            .Where(p => p.TryGetProperty("targets", out _))
            .SelectMany(p => p.GetProperty("targets").EnumerateArray().Select(t => new Query(p.GetProperty("title").GetString()!, t.GetProperty("expr").GetString()!, t.GetProperty("legendFormat").GetString()!))),
    ];

    public static IReadOnlyList<Query> OfAlerts(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return
        [
            .. ((YamlSequenceNode)((YamlMappingNode)stream.Documents[0].RootNode)["groups"]).SelectMany(g => (YamlSequenceNode)g["rules"])
                .Select(r => new Query(((YamlScalarNode)r["alert"]).Value!, ((YamlScalarNode)r["expr"]).Value!)),
        ];
    }

    /// <summary>Labels of each grouping whose parentheses a place lies in.</summary>
    private IEnumerable<string> GroupedBy(int place)
    {
        foreach (Match by in By().Matches(Expression))
        {
            var (end, depth) = (by.Index + by.Length, 1);
            for (; end < Expression.Length && depth > 0; end++)
                depth += Expression[end] switch { '(' => 1, ')' => -1, _ => 0 };
            if (by.Index < place && place < end)
            {
                foreach (var name in Names(by.Groups[1].Value))
                    yield return name;
            }
        }
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"(?<name>userrep_[a-z_]+)(\{(?<selector>[^}]*)\})?")]
    private static partial Regex Series();

    [GeneratedRegex(@"([a-z_]+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex Label();

    [GeneratedRegex(@"by \(([^)]*)\) \(")]
    private static partial Regex By();

    [GeneratedRegex(@"\{\{\s*([a-z_]+)\s*\}\}")]
    private static partial Regex Shown();
}
