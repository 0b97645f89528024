using UserRep.Evaluator.Cost;
using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>Writes an evaluation down: a page for people, a CSV, and the evaluation file.</summary>
public static class EvaluationReport
{
    public const string PageName = "report.html";

    /// <param name="folder">Made if it isn't there; files of an earlier report in it are replaced.</param>
    /// <param name="cost">Shown in the page where it was measured too.</param>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    public static void Write(EvaluationResult result, string folder, CostResult? cost = null)
    {
        var finite = FiniteResult.Of(result);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, PageName), ReportPage.Of(finite, cost));
        if (cost is not null)
            CostCsv.Write(cost, Path.Combine(folder, CostCsv.Name));
        ScoresCsv.Write(finite, Path.Combine(folder, ScoresCsv.Name));
        // Last: who finds the evaluation file may count on the others.
        EvaluationFile.Of(finite).Write(Path.Combine(folder, EvaluationFile.Name));
    }
}
