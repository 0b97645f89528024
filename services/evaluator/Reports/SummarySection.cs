using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>The outcome in words: counts first, then every comparison that was lost.</summary>
internal static class SummarySection
{
    public static void Add(HtmlText page, Scoreboard board)
    {
        if (board.Rivals.Count == 0)
        {
            page.Add($"<section><h2>Summary</h2><p>No other method was compared with the bundle.</p></section>\n");
            return;
        }
        var (wins, ties, losses) = (board.Rivals.Sum(r => r.Wins), board.Rivals.Sum(r => r.Ties), board.Rivals.Sum(r => r.Losses));
        var all = wins + ties + losses;
        page.Add($"<section><h2>Summary</h2>\n<ul class=\"tally\">\n");
        Tally(Verdict.Better, wins);
        Tally(Verdict.Same, ties);
        Tally(Verdict.Worse, losses);
        page.Add($"</ul>\n<p>{board.Rivals.Count} methods on {board.Tasks.Count} tasks, {all} comparisons. “Same” means that the 95% interval of the difference has 0 in it. ");
        page.Add($"Between methods that are equal in truth, about {Math.Round(all * 0.05):0} of {all} comparisons would still be told apart, half of them each way.</p>\n");
        Lost(page, board);
        page.Add($"</section>\n");

        void Tally(Verdict verdict, int count) =>
            page.Add($"<li class=\"{VerdictMark.Class(verdict)}\"><b>{count}</b> {VerdictMark.Of(verdict)} {VerdictMark.Words(verdict)}</li>\n");
    }

    private static void Lost(HtmlText page, Scoreboard board)
    {
        var lost = board.Comparisons.Where(s => s.Verdict == Verdict.Worse).OrderBy(s => s.Lead!.Mean).ToArray();
        if (lost.Length == 0)
        {
            page.Add($"<p>There is no task on which another method was better beyond its interval.</p>\n");
            return;
        }
        page.Add($"<h3>Where the bundle is worse</h3>\n<ul class=\"lost\">\n");
        foreach (var s in lost)
            page.Add($"<li><a href=\"#{TaskTables.Anchor(s.Task)}\">{s.Task}</a>: <b>{s.Method}</b> is ahead by {Numbers.Value(-s.Lead!.Mean)} ({Numbers.Value(-s.Lead.High)} to {Numbers.Value(-s.Lead.Low)})</li>\n");
        page.Add($"</ul>\n");
    }
}
