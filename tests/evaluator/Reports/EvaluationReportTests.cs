using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using UserRep.Evaluator.Reports;
using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Tests.Reports;

public sealed class EvaluationReportTests
{
    [Fact]
    public void Page_OfARealSize_StandsAloneAndIsSmall()
    {
        var page = Page(FakeResult.Make());
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotMatch("(src|href)=\"(?!#)", page);
        Assert.DoesNotContain("url(", page);
        Assert.DoesNotContain("@import", page);
        Assert.InRange(page.Length, 10_000, 400_000);
    }

    [Fact]
    public void Page_EveryLink_HasItsTarget()
    {
        var page = Page(FakeResult.Make());
        var targets = Regex.Matches(page, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(targets.Distinct(), targets);
        Assert.Subset(targets.ToHashSet(), Regex.Matches(page, "href=\"#([^\"]+)\"").Select(m => m.Groups[1].Value).ToHashSet());
    }

    [Fact]
    public void Page_TextFromData_IsEscaped()
    {
        var result = FakeResult.Make();
        var page = Page(result with { Data = "<script>alert(1)</script>", Notes = ["<img src=x>\u0000"], Command = "a \"b\" & c" });
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<img", page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page);
        Assert.Contains("a &quot;b&quot; &amp; c", page);
        Assert.DoesNotContain('\0', page);
    }

    [Fact]
    public void Page_EveryTable_HasACaptionAndHeaders()
    {
        foreach (Match table in Regex.Matches(Page(FakeResult.Make()), "<table.*?</table>", RegexOptions.Singleline))
        {
            Assert.Contains("<caption>", table.Value);
            Assert.Contains("scope=\"col\"", table.Value);
            Assert.Contains("scope=\"row\"", table.Value);
        }
    }

    [Fact]
    public void Page_SimulatedData_IsSaidAloud()
    {
        Assert.Contains("SIMULATED DATA", Page(FakeResult.Make() with { Simulated = true }));
        Assert.DoesNotContain("SIMULATED DATA", Page(FakeResult.Make() with { Simulated = false }));
    }

    [Fact]
    public void Page_LostComparisons_AreAllListed()
    {
        var result = FakeResult.Make();
        var board = new Scoreboard(result);
        var losses = board.Rivals.Sum(r => r.Losses);
        Assert.InRange(losses, 1, 100);
        Assert.Equal(losses, Regex.Count(Page(result), "is ahead by"));
    }

    [Fact]
    public void Board_CountsByTheSignOfTheInterval_HardestFirst()
    {
        var board = new Scoreboard(Small(Score("a", 0.1, 0.05, 0.2), Score("b", 0.1, -0.01, 0.2), Score("c", -0.1, -0.2, -0.05)));
        Assert.Equal(FakeResult.Bundle, board.Bundle);
        Assert.Equal([new Standing("c", 0, 0, 1), new Standing("b", 0, 1, 0), new Standing("a", 1, 0, 0)], board.Rivals);
    }

    [Fact]
    public void Report_ScoreThatIsNoNumber_IsANoteAndNowhereElse()
    {
        using var folder = new TempFolder();
        var result = Small(Score("a", 0.1, 0.05, 0.2), Score("b", double.NaN, double.NaN, double.NaN));
        EvaluationReport.Write(result, folder.Path);
        var file = EvaluationFile.TryRead(folder.File(EvaluationFile.Name), out var faults);
        Assert.Empty(faults);
        Assert.Equal(["a", FakeResult.Bundle], file!.Scores.Select(s => s.Method).Order());
        Assert.Contains("b has no value on t", Assert.Single(file.Notes));
        Assert.DoesNotContain("NaN", File.ReadAllText(folder.File(EvaluationReport.PageName)) + File.ReadAllText(folder.File(ScoresCsv.Name)));
    }

    [Fact]
    public void Csv_OfAResult_HasEveryScoreInFull()
    {
        using var folder = new TempFolder();
        var result = FakeResult.Make();
        EvaluationReport.Write(result, folder.Path);
        using var stream = File.OpenRead(folder.File(ScoresCsv.Name));
        using var csv = CsvReader.Create(stream, new CsvReaderOptions { HasHeader = true });
        foreach (var score in result.Scores)
        {
            Assert.True(csv.Read());
            Assert.Equal((score.Task, score.Method, score.Value.Mean), (csv.GetString("task"), csv.GetString("method"), Number(csv.GetString("value"))));
            Assert.Equal(score.Lead?.Low, csv.GetString("lead_low") is { Length: > 0 } low ? Number(low) : null);
        }
        Assert.False(csv.Read());
    }

    [Fact]
    public void Whiskers_HigherValues_StandFurtherRight()
    {
        Score[] scores = [Score("a", 0, -1, 1) with { Value = new Interval(0.5, 0.4, 0.6) }, Score("b", 0, -1, 1) with { Value = new Interval(0.7, 0.65, 0.8) }];
        var column = new WhiskerColumn(scores.Select(s => s.Value), scores[1].Value);
        var dots = scores.Select(s => double.Parse(Regex.Match(column.Row(s).ToString(), "cx=\"([0-9.]+)\"").Groups[1].Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.True(dots[0] > 0 && dots[0] < dots[1] && dots[1] < 260, string.Join(" ", dots));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Page(EvaluationResult result)
    {
        using var folder = new TempFolder();
        EvaluationReport.Write(result, folder.Path);
        return File.ReadAllText(folder.File(EvaluationReport.PageName));
    }

    private static Score Score(string method, double lead, double low, double high) => new("t", method, "auc", new Interval(0.5 - lead, 0.4 - lead, 0.6 - lead), new Interval(lead, low, high), "");

    private static EvaluationResult Small(params Score[] rivals) => FakeResult.Make() with
    {
        Tasks = [new TaskSummary("t", "a task", "future", "auc", 1, 10, 10, 10, 0.5)],
        Methods = [new MethodSummary(FakeResult.Bundle, "", 64, 1), .. rivals.Select(s => new MethodSummary(s.Method, "", 0, 1))],
        Scores = [new Score("t", FakeResult.Bundle, "auc", new Interval(0.5, 0.4, 0.6), null, ""), .. rivals],
        Freshness = [],
        Notes = [],
    };
}
