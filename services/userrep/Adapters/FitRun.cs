using UserRep.Adapters;
using UserRep.Command.Mesh;
using UserRep.Command.Sources;
using UserRep.Command.Terminal;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.Evaluator;
using UserRep.Evaluator.Adapters;
using UserRep.Trainer;
using UserRep.Trainer.Simulation;

namespace UserRep.Command.Adapters;

/// <summary>One run of <c>userrep adapter fit</c>.</summary>
internal sealed class FitRun(FitArguments arguments, Screen screen)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public async Task<VerbResult> RunAsync(CancellationToken ct)
    {
        using var mesh = new MeshClient(arguments.Sidecar, s_patience);
        var faults = new[] { arguments.From, arguments.To }.Where(f => !Directory.Exists(f)).Select(f => $"there is no bundle {f}").ToList();
        if (Path.GetDirectoryName(arguments.Out) is { } folder && !Directory.Exists(folder))
            faults.Add($"there is no folder {folder}");
        var options = new EvaluationOptions();
        if (arguments.Options is { } file)
        {
            options = OptionsFile.TryRead<EvaluationOptions>(file, out var unreadable) ?? options;
            faults.AddRange(unreadable);
        }
        var tasks = arguments.Tasks;
        if (tasks is null && arguments.Model is { } model)
        {
            var known = await mesh.GetAsync<ModelInfo>(AppIds.VersionRouter, $"/v1/models/{Uri.EscapeDataString(model)}", ct);
            tasks = known.Value?.EvaluationTasks;
            if (known.Fault is { } unknown)
                faults.Add(unknown);
        }
        if (faults.Count > 0)
            return VerbResult.Failed(faults);
        var (events, sourceFaults) = await SourceOpening.OpenAsync(arguments.Source, new SimulatorOptions().Seed, screen, ct);
        using var held = events as IDisposable;
        if (events is null)
            return VerbResult.Failed(sourceFaults);
        AdapterFitOutcome outcome;
        using (var step = screen.Begin("Fitting"))
        {
            var request = new AdapterFitRequest(events, arguments.From, arguments.To, options) { Quick = arguments.Quick, Kind = arguments.Kind, Tasks = tasks };
            outcome = await AdapterFit.RunAsync(request, new StepProgress<EvaluationProgress>(p => step.At(p.Fraction, p.Message)), ct);
        }
        if (outcome.File is not { } adapter)
            return VerbResult.Failed(outcome.Faults);
        await File.WriteAllBytesAsync(arguments.Out, adapter.ToBytes(), ct);
        if (arguments.Push && await PushVerb.PushAsync(mesh, adapter, ct) is { Faults: { Count: > 0 } refused })
            return VerbResult.Failed(refused);
        return VerbResult.Done(
            new { file = arguments.Out, adapter.Id, adapter.From, adapter.To, adapter.Kind, adapter.Simulated, adapter.Report, pushed = arguments.Push },
            [("adapter", arguments.Out), .. AdapterLines.Of(adapter), ("next", arguments.Push ? $"userrep plan adapt --version {adapter.To.Version} --adapter {adapter.Id}" : $"userrep adapter push {arguments.Out}")]);
    }
}
