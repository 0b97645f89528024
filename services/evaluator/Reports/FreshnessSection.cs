using UserRep.Evaluator.Results;
using UserRep.Trainer.Plots;

namespace UserRep.Evaluator.Reports;

/// <summary>What old vectors cost: a curve per task, each on its own scale, for losses are small beside the tasks' differences.</summary>
internal static class FreshnessSection
{
    public static void Add(HtmlText page, EvaluationResult result)
    {
        if (result.Freshness.Count == 0)
            return;
        page.Add($"<section id=\"freshness\"><h2>Freshness</h2>\n<p>The same task answered from vectors that are so many days old. For scale: PinnerFormer reports a loss of 8.3% from real-time to daily vectors (arXiv 2205.04507), on other data and another metric.</p>\n<div class=\"curves\">\n");
        var curves = result.Freshness.GroupBy(p => (p.Task, p.Metric)).Select(g => (g.Key.Task, g.Key.Metric, Points: g.OrderBy(p => p.StaleDays).ToArray())).ToArray();
        foreach (var (task, metric, points) in curves)
        {
            var line = new ChartSeries("mean and 95% interval", [.. points.Select(p => ((double)p.StaleDays, p.Value.Mean))], [.. points.Select(p => (p.Value.Low, p.Value.High))], AsBand: true);
            var words = string.Join(", ", points.Select(p => $"{p.StaleDays} days {Numbers.Value(p.Value.Mean)}"));
            page.Add($"<figure class=\"line\" role=\"img\" aria-label=\"{metric} on {task} by age of the vector: {words}\">")
                .AddMarkup(new LineChart(task, "age of the vector, days", metric, [line]) { Width = 380, Height = 280, WholeX = true }.ToSvg()).Add($"</figure>\n");
        }
        page.Add($"</div>\n<div class=\"scroll\" tabindex=\"0\"><table class=\"scores\">\n<caption><span>Loss is the fresh vector’s value minus the old one’s; in per cent, of the fresh one’s value</span></caption>\n");
        page.Add($"<thead><tr><th scope=\"col\">task</th><th scope=\"col\">metric</th><th scope=\"col\">days old</th><th scope=\"col\">value</th><th scope=\"col\">95% interval</th><th scope=\"col\">loss</th><th scope=\"col\">95% interval</th><th scope=\"col\">loss, %</th></tr></thead>\n<tbody>\n");
        foreach (var (task, metric, points) in curves)
        {
            var fresh = points[0].StaleDays == 0 ? points[0].Value.Mean : 0;
            foreach (var p in points)
            {
                page.Add($"<tr><th scope=\"row\">{task}</th><td>{metric}</td><td>{p.StaleDays}</td><td>{Numbers.Value(p.Value.Mean)}</td><td>{Numbers.Range(p.Value)}</td>");
                if (p.LossAgainstFresh is { } loss)
                    page.Add($"<td>{Numbers.Difference(loss.Mean)}</td><td>{Numbers.DifferenceRange(loss)}</td><td>{(fresh > 0 ? Numbers.Percent(loss.Mean / fresh) : "")}</td></tr>\n");
                else
                    page.Add($"<td></td><td></td><td></td></tr>\n");
            }
        }
        page.Add($"</tbody>\n</table></div>\n</section>\n");
    }
}
