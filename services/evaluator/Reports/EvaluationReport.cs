using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>Writes an evaluation down: a page for people, a CSV, and the evaluation file.</summary>
public static class EvaluationReport
{
    public const string PageName = "report.html";

    /// <param name="folder">Made if it isn't there; files of an earlier report in it are replaced.</param>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    public static void Write(EvaluationResult result, string folder)
    {
        var finite = FiniteResult.Of(result);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, PageName), ReportPage.Of(finite));
        ScoresCsv.Write(finite, Path.Combine(folder, ScoresCsv.Name));
        // Last: who finds the evaluation file may count on the others.
        EvaluationFile.Of(finite).Write(Path.Combine(folder, EvaluationFile.Name));
    }
}
