using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>Methods down, tasks across.</summary>
internal static class MatrixSection
{
    public static void Add(HtmlText page, Scoreboard board)
    {
        if (board.Tasks.Count == 0)
            return;
        page.Add($"<section><h2>All methods on all tasks</h2>\n<div class=\"scroll\" tabindex=\"0\"><table class=\"matrix\">\n");
        page.Add($"<caption><span>Each value is by the task’s metric; higher is better. <b>Bold</b>: the task’s highest. Signs: ▲ the bundle is better, = same within the 95% interval, ▼ the bundle is worse. Methods hardest to beat come first. A dash: not run.</span></caption>\n<thead>\n");
        page.Add($"<tr><td></td>");
        foreach (var section in board.Tasks.GroupBy(t => t.Section))
            page.Add($"<th scope=\"colgroup\" colspan=\"{section.Count()}\">{section.Key}</th>");
        page.Add($"<th scope=\"colgroup\" colspan=\"3\">bundle is</th></tr>\n<tr><th scope=\"col\">method</th>");
        foreach (var task in board.Tasks)
            page.Add($"<th scope=\"col\" class=\"task\"><a href=\"#{TaskTables.Anchor(task.Name)}\"><span>{task.Name}</span> <small>{task.Metric}</small></a></th>");
        page.Add($"<th scope=\"col\" class=\"task count\">better</th><th scope=\"col\" class=\"task count\">same</th><th scope=\"col\" class=\"task count\">worse</th></tr>\n</thead>\n<tbody>\n");
        var best = board.Tasks.ToDictionary(t => t.Name, t => Best(board, t.Name));
        if (board.Bundle is { } bundle)
        {
            page.Add($"<tr class=\"bundle\"><th scope=\"row\">{bundle}</th>");
            Cells(page, board, bundle, best);
            page.Add($"<td></td><td></td><td></td></tr>\n");
        }
        foreach (var rival in board.Rivals)
        {
            page.Add($"<tr><th scope=\"row\">{rival.Method}</th>");
            Cells(page, board, rival.Method, best);
            page.Add($"<td class=\"count\">{rival.Wins}</td><td class=\"count\">{rival.Ties}</td><td class=\"count\">{rival.Losses}</td></tr>\n");
        }
        page.Add($"</tbody>\n</table></div>\n</section>\n");
    }

    private static void Cells(HtmlText page, Scoreboard board, string method, Dictionary<string, double?> best)
    {
        foreach (var task in board.Tasks)
        {
            if (board.Cell(method, task.Name) is not { } score)
            {
                page.Add($"<td class=\"none\"><span role=\"img\" aria-label=\"not run\">–</span></td>");
                continue;
            }
            var value = Numbers.Value(score.Value.Mean);
            var shown = score.Value.Mean == best[task.Name] ? new HtmlText().Add($"<b>{value}</b>") : new HtmlText().Add($"{value}");
            page.Add($"<td class=\"{VerdictMark.Class(score.Verdict)}\">{shown}{VerdictMark.Of(score.Verdict)}</td>");
        }
    }

    private static double? Best(Scoreboard board, string task) =>
        board.Rivals.Select(r => r.Method).Append(board.Bundle).OfType<string>().Max(m => board.Cell(m, task)?.Value.Mean);
}
