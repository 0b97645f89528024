using UserRep.Contracts.Events;
using UserRep.Features.Building;
using UserRep.Features.Bundles;
using UserRep.Features.Items;
using UserRep.Features.Schema;
using UserRep.Trainer.Checkpoints;
using UserRep.Trainer.Events;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.ItemVectors;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Quantization;
using UserRep.Trainer.WarmStart;

namespace UserRep.Trainer.Training;

/// <summary>One run of the trainer, phase by phase.</summary>
internal sealed class TrainingRun(
    IEventSource source, TrainingOptions options, TrainingRequest request, ParentBundle? parent, TimeProvider time, ProgressReporter progress, CancellationToken cancellationToken)
{
    // Fewer held-out rows than this tell nothing about when to stop.
    private const int MinRows = 8;

    private readonly List<string> _notes = [];

    // Modalities whose item vectors mean what the parent's mean.
    private readonly HashSet<string> _inherited = [];

    private string ItemsFile => Path.Combine(request.BundleRoot, $".{request.Version}.items");

    public TrainingResult Run()
    {
        progress.Begin(TrainingPhase.Reading, $"reading {source.Name}");
        var kept = new KeptEvents(source, options.LeaveOut);
        var log = EventLogReader.Read(kept.Read(), request.CutOff, seen => progress.At(0, $"{seen:N0} events"), cancellationToken);
        progress.End($"{log.Count:N0} events of {log.Users.Length:N0} users" + (options.LeaveOut > 0 ? $", {kept.UsersLeftOut:N0} users left out" : "") + (log.Refused > 0 ? $", {log.Refused:N0} refused for a value out of bounds" : ""));
        if (log.Count == 0)
            return TrainingResult.Failed(NoEvents(log));

        progress.Begin(TrainingPhase.ItemVectors, $"vectors of {log.Items.Length:N0} items");
        if (GivenVectors.TryRead(options.ItemVectors.Given, log, out var faults) is not { } given)
            return TrainingResult.Failed(faults);
        foreach (var (modality, file) in given)
            progress.At(0, GivenVectors.Describe(modality, file, log));
        var countsAsLiking = log.Actions.Select(a => options.ActionWeights.GetValueOrDefault(a, options.DefaultActionWeight) > 0).ToArray();
        var items = ItemLearner.Learn(log, countsAsLiking, source.ItemCategories, given, options.ItemVectors, options.Seed);
        if (items.Modalities.Count == 0)
            return TrainingResult.Failed($"no item of {source.Name} has a vector: none occurs {options.ItemVectors.MinCount} times beside another, none has a category");
        if (parent is not null && options.ItemVectors.KeepParent)
            items = InheritedVectors.Of(items, parent, given.Keys.ToHashSet(), _inherited, _notes);
        progress.End($"{items.Rows.Count:N0} items, {string.Join(" and ", items.Modalities.Select(m => $"{m.Name} of {m.Dimension}"))}");
        cancellationToken.ThrowIfCancellationRequested();

        Directory.CreateDirectory(request.BundleRoot);
        try
        {
            ItemTableWriter.Write(ItemsFile, items.Modalities, items.Rows);
            using var table = ItemTable.TryOpen(ItemsFile, items.Modalities, out var fault) ?? throw new InvalidOperationException(fault);
            return Fit(log, items, table);
        }
        finally
        {
            File.Delete(ItemsFile);
        }
    }

    private TrainingResult Fit(EventLog log, LearntItems items, ItemTable table)
    {
        progress.Begin(TrainingPhase.Features, "features");
        // The instant of the cut-off speaks for its own UTC day, as it is served; the day before is the last that is over.
        var lastDay = UnixDay.Of(request.CutOff);
        var schema = new FeatureSchema(
            options.WindowsDays, items.Modalities, options.ActionWeights, options.DefaultActionWeight, options.HalfLifeDays,
            AttributeLearner.Learn(log, options.AttributeSlots), [], [], options.RhythmDays)
        {
            Timings = TimingLearner.Learn(log, lastDay, options),
        };
        var raw = new FeatureBuilder(schema, table);
        var silent = SilentFeatures.Of(schema, options.Without, log);
        if (LossWeightVector.Of(raw.Layout, options.LossWeights, silent) is not { } lossWeights)
            return TrainingResult.Failed("lossWeights leave nothing to learn: no block that these events fill and without keeps has a weight above 0");
        // What comes next is what an int8 encoder is judged by, too.
        var future = options.FutureWeight > 0 || options.Quantize == Quantize.Int8 ? FutureRows.Of(log, source.ItemCategories, table, options.Future, lastDay - 1) : null;
        if (options.FutureWeight > 0 && future is { Layout.IsEmpty: true })
            return TrainingResult.Failed("future leaves nothing to predict: only groups have a weight, and no item has a category; to leave it out set futureWeight to 0");
        var (fit, heldOut) = RowBuilder.Build(log, source.PersonOf, raw, future, lastDay, options, done => progress.At(done, "features"), cancellationToken);
        if (heldOut.Count < MinRows || fit.Count < MinRows)
            return TrainingResult.Failed($"{log.Users.Length} users are too few: {fit.Count} rows to fit and {heldOut.Count} held out, both must be {MinRows} or more");
        var (means, scales) = Standardisation.Learn(fit, raw.Layout);
        var warm = parent is null ? null : new WarmWeights(parent, schema, _inherited);
        warm?.Standardise(means, scales);
        SilentFeatures.Apply(silent, means, scales);
        schema = schema with { Means = means, Scales = scales };
        var features = new FeatureBuilder(schema, table);
        foreach (var rows in (RowSet[])[fit, heldOut])
        {
            for (var r = 0; r < rows.Count; r++)
                features.Standardise(rows.Features(r), rows.Present(r));
        }
        progress.End($"{fit.Count:N0} rows of {raw.Width} features, {heldOut.Count:N0} held out");

        progress.Begin(TrainingPhase.Fitting, "fitting");
        future?.Layout.Standardise(fit, heldOut);
        var graph = AutoencoderGraph.Build(lossWeights, options, options.FutureWeight > 0 ? future!.Layout.Targets() : null);
        using var weights = new WeightSet(graph.Network.Parameters);
        if (warm?.Apply(graph, weights) is { Count: > 0 } mismatches)
            return TrainingResult.Failed(mismatches);
        var futureKeys = graph.Future is null ? [] : FutureKeys.Of(future!.Layout, future.GroupNames, items.Modalities);
        if (warm is not null)
        {
            var head = graph.Future is null ? null : new WarmHead(parent!, FutureKeys.Comparable(futureKeys, items.Modalities, _inherited)).Apply(weights);
            _notes.Add($"starts from {parent!.Bundle.Version}, which knows {warm.Matched} of {raw.Width} features{head}{(parent.HasDecoder ? "" : "; it has no decoder, so that starts anew")}");
        }
        var state = new FitState(weights);
        var checkpoints = new CheckpointFolder(request.BundleRoot, request.Version, TimeSpan.FromSeconds(options.CheckpointSeconds), time);
        var resumable = new ResumableFit(checkpoints, CheckpointKey.Of(options, request.CutOff, log.Fingerprint, parent?.Bundle.Sha256, fit), request.Resume);
        if (resumable.Prepare(state, _notes) is { } refusal)
            return TrainingResult.Failed(refusal);
        foreach (var note in _notes)
            progress.At(state.Epochs / (double)options.Epochs, note);
        var autoencoder = new AutoencoderFit(graph, weights, new Corruption(raw.Layout, means, scales, options.BlockNoise, options.EntryNoise), options, time);
        var fitted = resumable.Run(autoencoder, fit, heldOut, state, Report, cancellationToken);
        if (fitted.Fault is { } fault)
            return TrainingResult.Failed(fault);
        progress.End($"{fitted.Epochs.Count} epochs", fitted.HeldOutLoss);

        progress.Begin(TrainingPhase.Exporting, "exporting");
        var record = new TrainingRecord(
            request.CutOff, log.Fingerprint, source.Simulated, options.Seed, log.Count, log.Users.Length, items.Rows.Count, fitted.HeldOutLoss, parent?.Bundle.Version.ToString(),
            log.Last, log.InteractionsWithout(table), log.Refused, options.LeaveOut);
        WriteBeside(fitted);
        var export = new BundleExport(request.BundleRoot, request.Version, options, [.. items.Rows.Where(r => source.ItemNames.ContainsKey(r.Id)).Select(r => new ItemRow(r.Id, [], source.ItemNames[r.Id]))]);
        var (folder, wrong) = export.Write(graph, weights, lossWeights, future?.Layout, futureKeys, fit, heldOut, schema, ItemsFile, record);
        if (wrong is not null)
            return TrainingResult.Failed(wrong);
        checkpoints.Delete();
        progress.End(folder!, fitted.HeldOutLoss);
        return new TrainingResult(folder, [], fitted.HeldOutLoss, export.Error, fitted.Epochs.Count, record, resumable.ResumedFrom, _notes, export.Quantization);
    }

    private void Report(FitState state) => progress.At(state.Epochs / (double)options.Epochs, $"epoch {state.Epochs}", state.Log[^1].HeldOutLoss);

    private void WriteBeside(FitResult fitted)
    {
        TrainingLog.Write(Path.Combine(request.BundleRoot, $"{request.Version}.training.csv"), fitted.Epochs);
        OptionsFile.Write(OptionsFile.OfBundle(request.BundleRoot, request.Version.ToString()), options);
        LossPlot.Write(Path.Combine(request.BundleRoot, $"{request.Version}.training.svg"), $"{request.Version}, {source.Name}", fitted.Epochs);
    }

    private string NoEvents(EventLog log) => (log.First, log.Refused) switch
    {
        _ when options.LeaveOut > 0 => $"{source.Name} has no event before the cut-off {request.CutOff:u} that can be used, of the persons whom leaveOut {options.LeaveOut} keeps",
        ({ } first, _) => $"{source.Name} has no event before the cut-off {request.CutOff:u}; its first is at {first:u}",
        (_, > 0) => $"{source.Name} has no event that can be used: {log.Refused} have a time, weight or played time out of bounds",
        _ => $"{source.Name} has no event",
    };
}
