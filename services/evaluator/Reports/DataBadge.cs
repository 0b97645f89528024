namespace UserRep.Evaluator.Reports;

/// <summary>Whether the data are made up, where nobody can miss it.</summary>
internal static class DataBadge
{
    public static void Add(HtmlText page, bool simulated)
    {
        if (simulated)
            page.Add($"<p class=\"badge simulated\">SIMULATED DATA <small>The numbers say nothing about real users.</small></p>\n");
        else
            page.Add($"<p class=\"badge\">REAL DATA <small>Events of people, not simulated.</small></p>\n");
    }
}
