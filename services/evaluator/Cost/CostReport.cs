using UserRep.Evaluator.Reports;

namespace UserRep.Evaluator.Cost;

/// <summary>Writes a cost measurement down: a page for people and a CSV.</summary>
public static class CostReport
{
    public const string PageName = "cost.html";

    /// <param name="folder">Made if it isn't there; files of an earlier report in it are replaced.</param>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    public static void Write(CostResult cost, string folder)
    {
        Directory.CreateDirectory(folder);
        var body = new HtmlText().Add($"<header>\n<p class=\"kicker\">UserRep cost</p>\n<h1>{cost.Bundle} <span class=\"on\">on</span> {cost.Data}</h1>\n");
        DataBadge.Add(body, cost.Simulated);
        body.Add($"</header>\n");
        CostSection.Add(body, cost);
        File.WriteAllText(Path.Combine(folder, PageName), HtmlPage.Of($"Cost of {cost.Bundle} on {cost.Data}", body));
        CostCsv.Write(cost, Path.Combine(folder, CostCsv.Name));
    }
}
