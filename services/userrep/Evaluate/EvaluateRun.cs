using UserRep.Command.Sources;
using UserRep.Command.Terminal;
using UserRep.Evaluator;
using UserRep.Evaluator.Cost;
using UserRep.Evaluator.Reports;
using UserRep.Evaluator.Results;
using UserRep.Trainer;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;

namespace UserRep.Command.Evaluate;

/// <summary>One run of <c>userrep evaluate</c>.</summary>
internal sealed class EvaluateRun(EvaluateArguments arguments, Screen screen)
{
    public async Task<VerbResult> RunAsync(CancellationToken ct)
    {
        var faults = new List<string>();
        var options = new EvaluationOptions();
        if (arguments.Tasks is { } tasks)
        {
            options = OptionsFile.TryRead<EvaluationOptions>(tasks, out var unreadable) ?? options;
            faults.AddRange(unreadable);
        }
        if (!Directory.Exists(arguments.Bundle))
            faults.Add($"there is no bundle {arguments.Bundle}");
        if (arguments.Settings is { } settings && !File.Exists(settings))
            faults.Add($"there is no file {settings}");
        if (arguments.Tune is { } tune && Path.GetDirectoryName(tune) is { } folder && !Directory.Exists(folder))
            faults.Add($"there is no folder {folder}");
        faults.AddRange(EvaluationOptionsValidator.Faults(options));
        if (faults.Count > 0)
            return VerbResult.Failed(faults);
        var (events, sourceFaults) = await SourceOpening.OpenAsync(arguments.Source, new SimulatorOptions().Seed, screen, ct);
        using var held = events as IDisposable;
        return events is null ? VerbResult.Failed(sourceFaults) : await RunAsync(events, options, ct);
    }

    private async Task<VerbResult> RunAsync(IEventSource events, EvaluationOptions options, CancellationToken ct)
    {
        CostResult? cost = null;
        if (arguments.Cost)
        {
            using var step = screen.Begin("Measuring cost");
            var outcome = await CostModel.MeasureAsync(events, arguments.Bundle, new CostOptions(), TimeProvider.System, new StepProgress<string>(m => step.At(null, m)), ct);
            if (outcome.Result is null)
                return VerbResult.Failed(outcome.Faults);
            cost = outcome.Result with { Command = arguments.Command };
            CostReport.Write(cost, arguments.Report);
            if (arguments.CostOnly)
                return VerbResult.Done(cost, ("report", Path.Combine(arguments.Report, CostReport.PageName)));
        }
        EvaluationOutcome evaluated;
        using (var step = screen.Begin(arguments.Tune is null ? "Evaluating" : "Searching settings"))
        {
            var request = new EvaluationRequest(events, arguments.Bundle, options, arguments.Command)
            {
                SettingsPath = arguments.Settings ?? BesideMapping(), TuneInto = arguments.Tune, Quick = arguments.Quick, Ablations = arguments.Ablations,
            };
            evaluated = await Evaluation.RunAsync(request, TimeProvider.System, new StepProgress<EvaluationProgress>(p => step.At(p.Fraction, p.Message)), ct);
        }
        if (evaluated.Faults.Count > 0)
            return VerbResult.Failed(evaluated.Faults);
        if (evaluated.Result is not { } result)
            return VerbResult.Done(new { settings = arguments.Tune }, ("settings", arguments.Tune!));
        EvaluationReport.Write(result, arguments.Report, cost);
        return VerbResult.Done(
            new { report = arguments.Report, result.Bundle, result.BundleSha256, result.Seconds, result.Scores, result.Notes },
            [("report", Path.Combine(arguments.Report, EvaluationReport.PageName)), .. Lines(result)]);
    }

    /// <summary>What --tune found for data of this mapping is kept beside it.</summary>
    private string? BesideMapping() =>
        arguments.Source.Mapping is { } mapping && Path.ChangeExtension(mapping, ".settings.json") is var path && File.Exists(path) ? path : null;

    /// <summary>Per task the bundle and the best of the others.</summary>
    private static IEnumerable<(string, string)> Lines(EvaluationResult result)
    {
        foreach (var task in result.Tasks)
        {
            var scores = result.Scores.Where(s => s.Task == task.Name).ToArray();
            if (scores.FirstOrDefault(s => s.Lead is null) is not { } own)
                continue;
            var best = scores.Where(s => s.Lead is not null).MaxBy(s => s.Value.Mean);
            yield return (task.Name, FormattableString.Invariant($"{task.Metric} {own.Value.Mean:0.000} [{own.Value.Low:0.000}-{own.Value.High:0.000}]{(best is null ? "" : FormattableString.Invariant($"; best other {best.Method} {best.Value.Mean:0.000}, lead {best.Lead!.Mean:+0.000;-0.000;0.000} [{best.Lead.Low:+0.000;-0.000;0.000} to {best.Lead.High:+0.000;-0.000;0.000}]"))}"));
        }
    }
}
