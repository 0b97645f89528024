using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

internal static class HeaderSection
{
    public static void Add(HtmlText page, EvaluationResult r)
    {
        page.Add($"<header>\n<p class=\"kicker\">UserRep evaluation</p>\n<h1>{r.Bundle} <span class=\"on\">on</span> {r.Data}</h1>\n");
        DataBadge.Add(page, r.Simulated);
        page.Add($"<dl class=\"facts\">\n");
        Fact("Bundle SHA-256", r.BundleSha256, code: true);
        Fact("Embedding space", r.EmbeddingSpaceId, code: true);
        Fact("Data fingerprint", r.DataFingerprint, code: true);
        Fact("Dimension", FormattableString.Invariant($"{r.Dimension}"));
        Fact("Heads learn at", string.Join(", ", r.TrainCuts));
        Fact("Reported at", string.Join(", ", r.TestCuts));
        Fact("Persons only tested", Numbers.Percent(r.TestShare));
        Fact("Seeds", string.Join(", ", r.Seeds));
        Fact("Intervals", r.Intervals);
        Fact("Machine", r.Machine);
        Fact("Made", FormattableString.Invariant($"{r.At:yyyy-MM-dd HH:mm} {(r.At.Offset == TimeSpan.Zero ? "UTC" : r.At.ToString("zzz"))}, in {Numbers.Duration(r.Seconds)}"));
        page.Add($"</dl>\n<p class=\"repeat\"><span>Repeat it with</span> <code>{r.Command}</code></p>\n</header>\n");

        void Fact(string name, string value, bool code = false)
        {
            if (code)
                page.Add($"<div class=\"hash\"><dt>{name}</dt><dd><code>{value}</code></dd></div>\n");
            else
                page.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");
        }
    }
}
