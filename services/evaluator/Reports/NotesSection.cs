namespace UserRep.Evaluator.Reports;

internal static class NotesSection
{
    public static void Add(HtmlText page, IReadOnlyList<string> notes)
    {
        if (notes.Count == 0)
            return;
        page.Add($"<section id=\"notes\"><h2>Notes</h2>\n<ul>\n");
        foreach (var note in notes)
            page.Add($"<li>{note}</li>\n");
        page.Add($"</ul>\n</section>\n");
    }
}
