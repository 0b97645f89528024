using System.Globalization;
using UserRep.Evaluator.Ablations;
using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Reports;
using UserRep.Evaluator.Results;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Evaluator.Tuning;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Evaluator.Runs;

/// <summary>One evaluation, step by step.</summary>
internal sealed class EvaluationRun(EvaluationRequest request, TimeProvider time, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
{
    private readonly EvaluationOptions _options = request.Quick ? request.Options.ForQuick() : request.Options;
    private readonly long _started = time.GetTimestamp();

    public async Task<EvaluationOutcome> RunAsync()
    {
        string? fault = null;
        var settings = request.SettingsPath is { } path ? TunedSettings.TryRead(path, out fault) : new TunedSettings();
        using var encoder = BundleEncoder.TryOpen(request.BundleFolder, out var faults);
        if (encoder is null || settings is null)
            return new EvaluationOutcome(null, [.. faults, .. fault is null ? (string[])[] : [fault]]);

        Report(0, $"reading {request.Source.Name}");
        var log = EventLogReader.Read(request.Source.Events(), DateTimeOffset.MaxValue, seen => Report(0, $"{seen:N0} events"), cancellationToken);
        if (log.Count == 0)
            return new EvaluationOutcome(null, [$"{request.Source.Name} has no event"]);
        var training = encoder.Bundle.Manifest.Training;
        var cutOff = training?.CutOff ?? HalfWay(log);
        var cuts = CutPlan.Of(log, cutOff, _options, out var cutFaults);
        if (cutFaults.Count > 0)
            return new EvaluationOutcome(null, cutFaults);

        var leftOut = training?.LeftOutShare ?? 0;
        var data = new EvaluationData(log, request.Source, leftOut > 0 ? leftOut : _options.TestShare, cutOff);
        using var context = new MethodContext(data, encoder, _options.Threads);
        var known = Populations.Known(data, cuts, encoder.Bundle.Schema.LongestWindow, _options.MaxUsersPerCut);
        EvaluationTask[] tasks = [.. FutureTasks.Of(data, known, _options.RecentDays), .. ProbeTasks.Of(data, known, _options.RecentDays), .. ColdTasks.Of(data, cutOff, _options.MaxTrainRows)];
        List<Method> methods = [.. request.Quick ? AllMethods.Quick(context) : AllMethods.Of(context)];
        if (_options.Methods.Except(methods.Select(m => m.Name)).ToArray() is { Length: > 0 } unknown)
            return new EvaluationOutcome(null, [$"methods: there is no {string.Join(", ", unknown)}; there are {string.Join(", ", methods.Select(m => m.Name))}"]);
        if (_options.Methods.Count > 0)
            methods.RemoveAll(m => m != methods[0] && !_options.Methods.Contains(m.Name));
        if (request.TuneInto is { } file)
            return Tune(data, tasks, methods, file);

        var runner = new MethodRunner(data, _options, settings, time);
        Say(runner.Notes, training is null, leftOut);
        await using var ablations = request.Ablations && !request.Quick ? await AblatedBundles.TrainAsync(request, encoder, data, m => Report(0.05, m), runner.Notes, time, cancellationToken) : null;
        methods.AddRange(ablations?.Methods(_options.Threads, data) ?? []);
        for (var t = 0; t < tasks.Length; t++)
            runner.Run(tasks[t], methods, m => Report(0.1 + 0.75 * t / tasks.Length, $"{tasks[t].Name}: {m}"), cancellationToken);
        var freshness = tasks.Where(t => t.Name is "active-7d" or "groups-7d").SelectMany(t => runner.Freshness(t, methods[0], m => Report(0.86, $"{t.Name} from vectors {m}"), cancellationToken)).ToArray();
        var near = new NeighbourhoodRun(data, known, _options, runner.Weights, runner.Notes);
        near.Run(methods, m => Report(0.9, m), cancellationToken);
        return new EvaluationOutcome(Result(encoder, log, cuts, data, known, methods, runner, near, freshness, leftOut > 0 ? leftOut : _options.TestShare), []);
    }

    private EvaluationOutcome Tune(EvaluationData data, EvaluationTask[] tasks, List<Method> methods, string file)
    {
        // Methods that aren't searched keep what an earlier search found.
        string? fault = null;
        if ((File.Exists(file) ? TunedSettings.TryRead(file, out fault) : new TunedSettings()) is not { } found)
            return new EvaluationOutcome(null, [fault!]);
        var tuner = new Tuner(data, _options, found);
        var families = tasks.DistinctBy(t => t.Family).ToArray();
        for (var t = 0; t < families.Length; t++)
        {
            foreach (var (m, method) in methods.Index())
            {
                Report((t + m / (double)methods.Count) / families.Length, $"{families[t].Name}: {method.Name}");
                tuner.Tune(method, families[t], cancellationToken);
            }
            // Kept as far as it came: a search is long.
            found.Write(file);
        }
        return new EvaluationOutcome(null, []);
    }

    private EvaluationResult Result(
        BundleEncoder encoder, EventLog log, IReadOnlyList<Cut> cuts, EvaluationData data, Population known, List<Method> methods, MethodRunner runner, NeighbourhoodRun near,
        IReadOnlyList<FreshnessPoint> freshness, double testShare)
    {
        Report(1, "done");
        var bundle = encoder.Bundle;
        return new EvaluationResult(
            bundle.Version.ToString(), bundle.Sha256, bundle.Manifest.EmbeddingSpaceId, bundle.Manifest.Dimension, request.Source.Name, request.Source.Simulated, log.Fingerprint,
            request.Command, MachineDescription.Current(), time.GetUtcNow(), time.GetElapsedTime(_started).TotalSeconds,
            Days(cuts, test: false), Days(cuts, test: true), testShare, _options.Seeds,
            [.. runner.Tasks, .. near.Tasks],
            [.. methods.Select(m => new MethodSummary(m.Name, m.Title, Width(m, known), runner.SecondsOf(m)))],
            [.. runner.Scores, .. near.Scores], freshness, runner.Notes);
    }

    private int Width(Method method, Population known) =>
        method is HeadedRepresentation headed && headed.Representation.Answers(new View(known))
            ? headed.Representation.Vectors(new View(known), headed.Representation.Candidates[0], _options.Seeds[0], cancellationToken).Values?.Width ?? 0
            : 0;

    private void Say(List<string> notes, bool imported, double leftOut)
    {
        if (imported)
            notes.Add("the encoder was trained elsewhere: it isn't known which events it has seen; cuts begin half-way through the data");
        else if (leftOut == 0)
            notes.Add("the encoder was trained on everybody's events before its cut-off, test users' pasts included (never on what is asked); train with --leave-out to keep them apart");
        if (request.SettingsPath is null)
            notes.Add("every method ran with its default settings; evaluate --tune searches better ones");
        if (request.Quick)
            notes.Add("a quick look: one seed, few samples, few methods");
    }

    private static DateTimeOffset HalfWay(EventLog log)
    {
        var times = Enumerable.Range(0, log.Users.Length).Where(u => log.Of(u).Length > 0).Select(u => log.Of(u)[log.Of(u).Length / 2].At).Order().ToArray();
        return DateTimeOffset.FromUnixTimeMilliseconds(times[times.Length / 2]);
    }

    private static string[] Days(IReadOnlyList<Cut> cuts, bool test) =>
        [.. cuts.Where(c => c.IsTest == test).Select(c => DateTimeOffset.FromUnixTimeMilliseconds(c.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];

    private void Report(double fraction, string message) => progress?.Report(new EvaluationProgress(fraction, message));
}
