using UserRep.Evaluator.Reports;
using UserRep.Trainer.Plots;

namespace UserRep.Evaluator.Cost;

/// <summary>The cost's part of a page.</summary>
internal static class CostSection
{
    public static void Add(HtmlText page, CostResult cost)
    {
        page.Add($"<section id=\"cost\"><h2>Cost</h2>\n<p>N downstream models that share {cost.Bundle}, against N models that compute features of their own from the same events. Measured on {cost.Machine}, {cost.At:yyyy-MM-dd HH:mm} UTC.</p>\n");
        if (cost.Command.Length > 0)
            page.Add($"<p class=\"repeat\"><span>Repeat it with</span> <code>{cost.Command}</code></p>\n");
        BreakEvens(page, cost);
        Curves(page, cost);
        foreach (var resource in CostResource.All)
            Table(page, cost, resource);
        page.Add($"<h3>On paper: {Numbers.Count(cost.PaperUsers)} users</h3>\n<p>Not measured: the figures above, in proportion to users.</p>\n");
        foreach (var resource in CostResource.All)
            Paper(page, cost, resource);
        Units(page, cost);
        Counts(page, cost);
        page.Add($"<h3>What is assumed</h3>\n<ul>\n");
        foreach (var assumption in cost.Assumptions)
            page.Add($"<li>{assumption}</li>\n");
        page.Add($"</ul>\n</section>\n");
    }

    private static void BreakEvens(HtmlText page, CostResult cost)
    {
        page.Add($"<div class=\"scroll\" tabindex=\"0\"><table class=\"words\">\n<caption><span>Break-even: the number of models at which sharing costs the same</span></caption>\n<thead><tr><th scope=\"col\">against</th>");
        foreach (var resource in CostResource.All)
            page.Add($"<th scope=\"col\" class=\"words\">{resource.Title}</th>");
        page.Add($"</tr></thead>\n<tbody>\n");
        foreach (var rival in cost.Paths.Skip(1))
        {
            page.Add($"<tr><th scope=\"row\">{rival.Title}</th>");
            foreach (var resource in CostResource.All)
                page.Add($"<td class=\"words\">{CostFormula.BreakEvenInWords(resource.Of(cost.Paths[0]), resource.Of(rival))}</td>");
            page.Add($"</tr>\n");
        }
        page.Add($"</tbody>\n</table></div>\n");
    }

    private static void Curves(HtmlText page, CostResult cost)
    {
        page.Add($"<div class=\"curves\">\n");
        foreach (var resource in CostResource.All)
        {
            var lines = cost.Paths.Select(p => new ChartSeries(p.Title, [.. cost.Models.Select(n => ((double)n, resource.Of(p).At(n) * resource.Plotted.Factor))])).ToArray();
            page.Add($"<figure class=\"line\" role=\"img\" aria-label=\"{resource.Title} by the number of models; the numbers are in the tables below\">")
                .AddMarkup(new LineChart(resource.Title, "models", resource.Plotted.Title, lines) { Width = 380, Height = 320, WholeX = true }.ToSvg()).Add($"</figure>\n");
        }
        page.Add($"</div>\n");
    }

    private static void Table(HtmlText page, CostResult cost, CostResource resource)
    {
        Begin(page, cost, new HtmlText().Add($"{resource.Title}, on these data"), new HtmlText());
        foreach (var path in cost.Paths)
            Row(page, cost, path, new HtmlText(), n => resource.Write(resource.Of(path).At(n)));
        page.Add($"</tbody>\n</table></div>\n");
    }

    private static void Paper(HtmlText page, CostResult cost, CostResource resource)
    {
        var (perDay, unit) = resource.OnPaper == 1 ? ("", "per user") : (" / 86,400", "per user and day");
        Begin(page, cost,
            new HtmlText().Add($"{resource.PaperTitle} = {Numbers.Count(cost.PaperUsers)} × (a + b × models){perDay}, a and b {unit}"),
            new HtmlText().Add($"<th scope=\"col\">a</th><th scope=\"col\">b</th>"));
        foreach (var path in cost.Paths)
        {
            var perUser = resource.Of(path) * (1.0 / cost.Traffic.Users);
            Row(page, cost, path, new HtmlText().Add($"<td>{Amounts.Number(perUser.Fixed)}</td><td>{Amounts.Number(perUser.PerModel)}</td>"),
                n => resource.WriteOnPaper(resource.Of(path).At(n) * cost.PaperFactor * resource.OnPaper));
        }
        page.Add($"</tbody>\n</table></div>\n");
    }

    private static void Begin(HtmlText page, CostResult cost, HtmlText caption, HtmlText columns)
    {
        page.Add($"<div class=\"scroll\" tabindex=\"0\"><table>\n<caption><span>{caption}</span></caption>\n<thead><tr><th scope=\"col\">models</th>{columns}");
        foreach (var n in cost.Models)
            page.Add($"<th scope=\"col\">{n}</th>");
        page.Add($"</tr></thead>\n<tbody>\n");
    }

    private static void Row(HtmlText page, CostResult cost, PathCost path, HtmlText columns, Func<int, string> write)
    {
        page.Add($"<tr{(path == cost.Paths[0] ? new HtmlText().Add($" class=\"bundle\"") : new HtmlText())}><th scope=\"row\">{path.Title}</th>{columns}");
        foreach (var n in cost.Models)
            page.Add($"<td>{write(n)}</td>");
        page.Add($"</tr>\n");
    }

    private static void Units(HtmlText page, CostResult cost)
    {
        var u = cost.Units;
        page.Add($"<h3>What one operation costs</h3>\n<div class=\"scroll\" tabindex=\"0\"><table>\n<caption><span>CPU-microseconds of this process: median, lowest and highest of the repetitions</span></caption>\n<thead><tr><th scope=\"col\">operation</th><th scope=\"col\">median</th><th scope=\"col\">lowest</th><th scope=\"col\">highest</th></tr></thead>\n<tbody>\n");
        Row("an event into a history (each way)", u.HistoryUpdate);
        Row("shared: a history into the encoder’s input", u.FeatureBuild);
        Row("shared: encoding a row of a batch", u.Encode);
        Row("shared: a vector into a record", u.VectorWrite);
        Row("shared: a record read and scored", u.VectorRead);
        Row("own: a history into curated features", u.OwnBuild);
        Row("own: features into a record", u.OwnWrite);
        Row("own: a record read and scored", u.OwnRead);
        page.Add($"</tbody>\n</table></div>\n");

        void Row(string name, Spread s) => page.Add($"<tr><th scope=\"row\">{name}</th><td>{Amounts.Microseconds(s.Median)}</td><td>{Amounts.Microseconds(s.Low)}</td><td>{Amounts.Microseconds(s.High)}</td></tr>\n");
    }

    private static void Counts(HtmlText page, CostResult cost)
    {
        var t = cost.Traffic;
        page.Add($"<h3>What was counted</h3>\n<div class=\"scroll\" tabindex=\"0\"><table>\n<caption><span>In {Numbers.Count(t.Days)} days of data, fingerprint {cost.DataFingerprint}</span></caption>\n<thead><tr><th scope=\"col\">what</th><th scope=\"col\">number</th></tr></thead>\n<tbody>\n");
        Row("users", Numbers.Count(t.Users));
        Row("events", Numbers.Count(t.Events));
        Row("emissions that events caused, after coalescing", Numbers.Count(t.Emissions));
        Row("emissions because windows moved", Numbers.Count(t.Refreshes));
        Row("days on which a user acts, over all users", Numbers.Count(t.ActiveUserDays));
        Row("a user’s history, stored", Amounts.Bytes(cost.Units.HistoryBytes));
        Row(FormattableString.Invariant($"a vector of {cost.Dimension} values, stored"), Amounts.Bytes(cost.Units.VectorBytes));
        Row(FormattableString.Invariant($"a row of {cost.CuratedWidth} curated features, stored"), Amounts.Bytes(cost.Units.OwnRowBytes));
        page.Add($"</tbody>\n</table></div>\n");

        void Row(string name, string value) => page.Add($"<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>\n");
    }
}
