using System.CommandLine;
using System.Globalization;
using UserRep.Command.Sources;
using UserRep.Command.Terminal;
using UserRep.Command.Versions;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Trainer.Events;
using UserRep.Trainer.Quantization;
using UserRep.Trainer.Training;

namespace UserRep.Command.Train;

/// <summary>One run of <c>userrep train</c>.</summary>
internal sealed class TrainRun(SourceArguments source, VersionArguments version, string? asOf, TrainingFlags flags, RequestFlags requested, ParseResult parsed, Screen screen)
{
    public async Task<VerbResult> RunAsync(CancellationToken ct)
    {
        var faults = new List<string>();
        var options = flags.Of(parsed, faults);
        var request = requested.Of(parsed, version, faults);
        DateTimeOffset? cutOff = null;
        if (asOf is not null)
        {
            cutOff = TryInstant(asOf);
            if (cutOff is null)
                faults.Add($"--as-of {asOf} is no date like 2025-09-30 or instant like 2025-09-30T12:00:00Z");
        }
        // Before the events are read: that may take a while.
        var chosen = await NextVersion.ChooseAsync(version, ct);
        if (chosen.Version is null)
            faults.Add(chosen.Source);
        if (faults.Count > 0)
            return VerbResult.Failed(faults);
        var (events, sourceFaults) = await SourceOpening.OpenAsync(source, options!.Seed, screen, ct);
        if (events is null)
            return VerbResult.Failed(sourceFaults);
        using var held = events as IDisposable;
        // Walks the events of a simulation.
        var (cut, outside) = await Task.Run(() => CutOff(events, cutOff), ct);
        return outside is null ? await TrainAsync(events, options, chosen, request with { Version = chosen.Version!.Value, CutOff = cut }, ct) : VerbResult.Failed(outside);
    }

    private async Task<VerbResult> TrainAsync(IEventSource events, TrainingOptions options, VersionChoice chosen, TrainingRequest request, CancellationToken ct)
    {
        var number = request.Version;
        screen.Say($"Training {number}: {chosen.Source}");
        TrainingResult result;
        using (var steps = new PhaseSteps(screen))
            result = await BundleTrainer.TrainAsync(events, options, request, TimeProvider.System, steps, ct);
        if (!result.Succeeded)
            return VerbResult.Failed(result.Faults);
        var notes = result.Notes ?? [];
        foreach (var note in notes)
            screen.Say($"note: {note}");
        var sha256 = BundleHash.OfBundle(result.BundleFolder!);
        return VerbResult.Done(
            new { bundle = result.BundleFolder, version = number.ToString(), versionSource = chosen.Source, sha256, request.CutOff, parent = result.Record!.Parent, events.Simulated, options.Seed, options.LeaveOut, epochs = result.EpochsRun, result.ResumedFrom, result.ValidationLoss, result.MaxExportError, result.Quantization, notes },
            [("bundle", result.BundleFolder!),
            ("version", $"{number}: {chosen.Source}"),
            ("trained on", $"{events.Name}{(events.Simulated ? " (simulated data)" : "")}, events before {request.CutOff:yyyy-MM-dd'T'HH:mm:ss'Z'}" + (options.LeaveOut > 0 ? FormattableString.Invariant($", {options.LeaveOut:0.##%} of persons left out") : "")),
            ("held-out loss", FormattableString.Invariant($"{result.ValidationLoss:0.0000} after {result.EpochsRun} epochs; export differs by {result.MaxExportError:0.0e+0} at most")),
            .. Int8(result.Quantization),
            ("sha256", sha256)]);
    }

    private static IEnumerable<(string, string)> Int8(QuantizationReport? report)
    {
        if (report is null)
            yield break;
        var downstream = report.Downstream is { } losses
            ? "AUC of heads in fp32 and int8: " + string.Join(", ", losses.Select(l => FormattableString.Invariant($"{l.Name} {l.AucFp32:0.0000} {l.AucInt8:0.0000}")))
            : $"downstream loss not measured: {string.Join("; ", report.DownstreamFaults ?? [])}";
        yield return ("int8", FormattableString.Invariant($"cosine {report.CosineMean:0.0000}; {downstream}"));
    }

    /// <summary>The cut asked for, if it lies within the data, or just after the last event's day.</summary>
    private static (DateTimeOffset Cut, string? Fault) CutOff(IEventSource events, DateTimeOffset? asked)
    {
        if (events.Span() is not var (first, last))
            return (default, $"{events.Name} has no event");
        var end = new DateTimeOffset(last.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        var cut = asked ?? end;
        return cut > first && cut <= end
            ? (cut, null)
            : (default, string.Create(CultureInfo.InvariantCulture, $"--as-of {cut:yyyy-MM-dd'T'HH:mm:ss'Z'} is outside the data of {events.Name}: its events are of {first:yyyy-MM-dd} to {last:yyyy-MM-dd}, so it must be after {first:yyyy-MM-dd'T'HH:mm:ss'Z'} and at most {end:yyyy-MM-dd}"));
    }

    private static DateTimeOffset? TryInstant(string text) =>
        text is [_, _, _, _, '-', _, _, '-', ..] && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;
}
