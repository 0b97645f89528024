namespace UserRep.Evaluator.Reports;

/// <summary>A page that refers to nothing outside itself and runs no script.</summary>
internal static class HtmlPage
{
    public static string Of(string title, HtmlText body)
    {
        using var style = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream("page.css")!);
        return new HtmlText()
            .Add($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Add($"<title>{title}</title>\n<style>\n").AddMarkup(style.ReadToEnd()).Add($"</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n")
            .ToString();
    }
}
