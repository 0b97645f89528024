using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

internal static class MethodsSection
{
    public static void Add(HtmlText page, EvaluationResult result)
    {
        page.Add($"<section id=\"methods\"><h2>Methods</h2>\n<div class=\"scroll\" tabindex=\"0\"><table class=\"methods\">\n<caption><span>All learn from the same training users and cuts. Width: values per user; none where the method is a model of the task itself.</span></caption>\n");
        page.Add($"<thead><tr><th scope=\"col\">method</th><th scope=\"col\" class=\"words\">what it is</th><th scope=\"col\">width</th><th scope=\"col\">time taken</th></tr></thead>\n<tbody>\n");
        foreach (var m in result.Methods)
            page.Add($"<tr><th scope=\"row\">{m.Name}</th><td class=\"words\">{m.Title}</td><td>{(m.Width > 0 ? Numbers.Count(m.Width) : "")}</td><td>{Numbers.Duration(m.Seconds)}</td></tr>\n");
        page.Add($"</tbody>\n</table></div>\n</section>\n");
    }
}
