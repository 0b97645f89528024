using UserRep.Adapters;

namespace UserRep.Command.Adapters;

/// <summary>An adapter as it is printed: a line for each kind that was tried, then what is lost on each task.</summary>
internal static class AdapterLines
{
    public static IEnumerable<(string, string)> Of(AdapterFile adapter)
    {
        yield return ("id", adapter.Id);
        yield return ("map", $"{adapter.From.Version} ({adapter.From.Dimension}) -> {adapter.To.Version} ({adapter.To.Dimension}), {adapter.Kind}{(adapter.Simulated ? ", fitted on simulated data" : "")}");
        var report = adapter.Report;
        yield return ("data", FormattableString.Invariant($"{report.Data}: {report.FitRows:N0} vectors of {report.FitPersons:N0} persons fitted, {report.ChoosingRows:N0} chose, {report.HeldOutRows:N0} of {report.HeldOutPersons:N0} held out"));
        foreach (var candidate in report.Candidates)
            yield return (candidate.Kind == adapter.Kind ? $"{candidate.Kind} (taken)" : $"{candidate.Kind}", Line(candidate, report.Loss));
        if (report.Of(adapter.Kind) is { } taken)
        {
            foreach (var task in taken.Tasks)
                yield return (task.Task, FormattableString.Invariant($"{task.Metric} {task.True:0.000} -> {task.Adapted:0.000}, loss {task.Loss:+0.000;-0.000;0.000} [{task.LossLow:+0.000;-0.000;0.000} to {task.LossHigh:+0.000;-0.000;0.000}]"));
        }
        foreach (var note in report.Notes)
            yield return ("note", note);
    }

    private static string Line(AdapterCandidate candidate, string loss)
    {
        var q = candidate.HeldOut;
        var tasks = candidate.Tasks.Count == 0 ? "" : FormattableString.Invariant($", tasks lose {candidate.Tasks.Average(t => t.Loss):+0.0000;-0.0000;0} in the mean");
        return FormattableString.Invariant($"rank {candidate.Rank}, {candidate.Weights:N0} weights: cosine {q.CosineMean:0.0000} (5% below {q.CosineP05:0.0000}), error {q.RelativeError:0.0000}, recall@10 {q.RecallAt10:0.000}, {loss} {candidate.ChoosingLoss:0.0000} on those that chose{tasks}");
    }
}
