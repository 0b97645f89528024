using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>The scores as the page asks for them.</summary>
internal sealed class Scoreboard
{
    // Sections that compare the bundle with itself; wins over oneself are no wins.
    private static readonly string[] s_withinBundle = ["ablations", "freshness"];

    private readonly Dictionary<(string Task, string Method), Score> _judged;

    public Scoreboard(EvaluationResult result)
    {
        var metrics = result.Tasks.ToDictionary(t => t.Name, t => t.Metric);
        _judged = result.Scores.Where(s => metrics.GetValueOrDefault(s.Task) == s.Metric).ToDictionary(s => (s.Task, s.Method));
        Bundle = result.Scores.FirstOrDefault(s => s.Lead is null)?.Method;
        Tasks = [.. result.Tasks.Where(t => !s_withinBundle.Contains(t.Section) && result.Scores.Any(s => s.Task == t.Name))];
        Rivals = [.. result.Methods.Where(m => m.Name != Bundle).Select(m => Standing(m.Name)).Where(s => s.Tasks > 0)
            .OrderBy(s => s.Wins - s.Losses).ThenBy(s => s.Method, StringComparer.Ordinal)];
    }

    /// <summary>The bundle's own name among the methods; null if it has no score.</summary>
    public string? Bundle { get; }

    /// <summary>Those on which methods are compared, in the result's order.</summary>
    public IReadOnlyList<TaskSummary> Tasks { get; }

    /// <summary>The hardest to beat first.</summary>
    public IReadOnlyList<Standing> Rivals { get; }

    /// <summary>The scores by which tasks are judged, of rivals on <see cref="Tasks"/>.</summary>
    public IEnumerable<Score> Comparisons => Rivals.SelectMany(r => Tasks.Select(t => Cell(r.Method, t.Name))).OfType<Score>();

    /// <summary>By the metric the task is judged by; null if the method has no score there.</summary>
    public Score? Cell(string method, string task) => _judged.GetValueOrDefault((task, method));

    private Standing Standing(string method)
    {
        var verdicts = Tasks.Select(t => Cell(method, t.Name)?.Verdict).ToArray();
        return new Standing(method, verdicts.Count(v => v == Verdict.Better), verdicts.Count(v => v == Verdict.Same), verdicts.Count(v => v == Verdict.Worse));
    }
}
