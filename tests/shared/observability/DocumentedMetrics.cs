using System.Text.RegularExpressions;

namespace UserRep.Tests.Shared;

/// <summary>The table of metrics in deploy/docs/operating.md.</summary>
internal static partial class DocumentedMetrics
{
    /// <returns>Labels by name, in Prometheus' spelling but without unit and suffix.</returns>
    public static IReadOnlyDictionary<string, string[]> Read(string operating) =>
        Row().Matches(operating).ToDictionary(r => r.Groups["name"].Value.Replace('.', '_'), r => Quoted().Matches(r.Groups["labels"].Value).Select(l => l.Groups[1].Value).ToArray());

    /// <summary>The documented name of a series: without what Prometheus' naming adds.</summary>
    public static string NameOf(string series) => Suffix().Replace(series, "");

    [GeneratedRegex(@"^\| `(?<name>userrep\.[a-z_.]+)` \|(?<labels>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("(_seconds|_bytes)?(_total|_bucket|_sum|_count)?$")]
    private static partial Regex Suffix();
}
