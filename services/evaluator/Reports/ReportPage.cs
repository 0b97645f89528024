using UserRep.Evaluator.Cost;
using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>The page's contents, in order.</summary>
internal static class ReportPage
{
    public static string Of(EvaluationResult result, CostResult? cost)
    {
        var board = new Scoreboard(result);
        var body = new HtmlText();
        HeaderSection.Add(body, result);
        SummarySection.Add(body, board);
        MatrixSection.Add(body, board);
        foreach (var section in result.Tasks.GroupBy(t => t.Section))
        {
            var tasks = section.Where(t => result.Scores.Any(s => s.Task == t.Name)).ToArray();
            if (tasks.Length == 0)
                continue;
            body.Add($"<section><h2>{Capitalised(section.Key)}</h2>\n");
            foreach (var task in tasks)
                TaskTables.Add(body, task, result, board.Bundle);
            body.Add($"</section>\n");
        }
        FreshnessSection.Add(body, result);
        if (cost is not null)
            CostSection.Add(body, cost);
        MethodsSection.Add(body, result);
        NotesSection.Add(body, result.Notes);
        return HtmlPage.Of($"Evaluation of {result.Bundle} on {result.Data}", body);
    }

    private static string Capitalised(string name) => name.Length == 0 ? "Tasks" : char.ToUpperInvariant(name[0]) + name[1..];
}
