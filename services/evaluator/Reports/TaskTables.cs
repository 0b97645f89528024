using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>One task: a table per metric, best first, with intervals as numbers and as dots with whiskers.</summary>
internal static class TaskTables
{
    public static string Anchor(string task) => "task-" + string.Concat(task.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    public static void Add(HtmlText page, TaskSummary task, EvaluationResult result, string? bundle)
    {
        page.Add($"<article id=\"{Anchor(task.Name)}\">\n<h3>{task.Name} <small>{task.Title}</small></h3>\n");
        page.Add($"<p class=\"size\">{Numbers.Count(task.TestRows)} test samples of {Numbers.Count(task.TestPersons)} persons");
        if (task.TrainRows > 0)
            page.Add($"; heads learn from {Numbers.Count(task.TrainRows)} samples of others");
        page.Add($". ");
        if (task.Outputs > 1)
            page.Add($"{task.Outputs} outputs. ");
        if (task.Positives is { } share)
            page.Add($"{Numbers.Percent(share)} positive. ");
        page.Add($"Judged by {task.Metric}.</p>\n");
        foreach (var metric in result.Scores.Where(s => s.Task == task.Name).GroupBy(s => s.Metric).OrderBy(g => g.Key != task.Metric))
            Table(page, task, metric.Key, [.. metric.OrderByDescending(s => s.Value.Mean)], bundle);
        page.Add($"</article>\n");
    }

    private static void Table(HtmlText page, TaskSummary task, string metric, Score[] scores, string? bundle)
    {
        var whiskers = new WhiskerColumn(scores.Select(s => s.Value), scores.FirstOrDefault(s => s.Method == bundle)?.Value);
        page.Add($"<div class=\"scroll\" tabindex=\"0\"><table class=\"scores\">\n<caption><span>{metric} on {task.Name}; “lead” is the bundle minus the method</span></caption>\n<thead><tr><th scope=\"col\">method</th><th scope=\"col\">{metric}</th><th scope=\"col\">95% interval</th>");
        page.Add($"<th scope=\"col\" class=\"plot\">{whiskers.Axis}</th><th scope=\"col\">lead</th><th scope=\"col\">95% interval</th><th scope=\"col\">bundle is</th><th scope=\"col\" class=\"settings\">settings</th></tr></thead>\n<tbody>\n");
        foreach (var s in scores)
        {
            page.Add($"<tr{(s.Method == bundle ? new HtmlText().Add($" class=\"bundle\"") : new HtmlText())}><th scope=\"row\">{s.Method}</th><td>{Numbers.Value(s.Value.Mean)}</td><td>{Numbers.Range(s.Value)}</td><td class=\"plot\">{whiskers.Row(s)}</td>");
            if (s.Lead is { } lead)
                page.Add($"<td>{Numbers.Difference(lead.Mean)}</td><td>{Numbers.DifferenceRange(lead)}</td><td class=\"verdict {VerdictMark.Class(s.Verdict)}\">{VerdictMark.Of(s.Verdict)}</td>");
            else
                page.Add($"<td></td><td></td><td></td>");
            page.Add($"<td class=\"settings\">{s.Settings}</td></tr>\n");
        }
        page.Add($"</tbody>\n</table></div>\n");
    }
}
