using UserRep.Contracts.Events;
using UserRep.Contracts.Versions;
using UserRep.Features.Building;
using UserRep.Features.Bundles;
using UserRep.Features.Items;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.ItemVectors;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Training;

/// <summary>One run of the trainer, phase by phase.</summary>
internal sealed class TrainingRun(
    IEventSource source, TrainingOptions options, string root, EncoderVersion version, DateTimeOffset cutOff,
    TimeProvider time, ProgressReporter progress, CancellationToken cancellationToken)
{
    // Fewer held-out rows than this tell nothing about when to stop.
    private const int MinRows = 8;

    private string ItemsFile => Path.Combine(root, $".{version}.items");

    public TrainingResult Run()
    {
        progress.Begin(TrainingPhase.Reading, $"reading {source.Name}");
        var log = EventLogReader.Read(source.Events(), cutOff, seen => progress.At(0, $"{seen:N0} events"), cancellationToken);
        progress.End($"{log.Count:N0} events of {log.Users.Length:N0} users" + (log.Refused > 0 ? $", {log.Refused:N0} refused for a value out of bounds" : ""));
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
        progress.End($"{items.Rows.Count:N0} items, {string.Join(" and ", items.Modalities.Select(m => $"{m.Name} of {m.Dimension}"))}");
        cancellationToken.ThrowIfCancellationRequested();

        Directory.CreateDirectory(root);
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
        var schema = new FeatureSchema(
            options.WindowsDays, items.Modalities, options.ActionWeights, options.DefaultActionWeight, options.HalfLifeDays,
            AttributeLearner.Learn(log, options.AttributeSlots), [], [], options.RhythmDays);
        var raw = new FeatureBuilder(schema, table);
        if (LossWeightVector.Of(raw.Layout, options.LossWeights) is not { } lossWeights)
            return TrainingResult.Failed("lossWeights leave nothing to learn: no block that these events fill has a weight above 0");
        var lastDay = UnixDay.Of(cutOff.AddMilliseconds(-1));
        var (fit, heldOut) = RowBuilder.Build(log, raw, lastDay, options, done => progress.At(done, "features"), cancellationToken);
        if (heldOut.Count < MinRows || fit.Count < MinRows)
            return TrainingResult.Failed($"{log.Users.Length} users are too few: {fit.Count} rows to fit and {heldOut.Count} held out, both must be {MinRows} or more");
        var (means, scales) = Standardisation.Learn(fit, raw.Layout);
        schema = schema with { Means = means, Scales = scales };
        var features = new FeatureBuilder(schema, table);
        foreach (var rows in (RowSet[])[fit, heldOut])
        {
            for (var r = 0; r < rows.Count; r++)
                features.Standardise(rows.Features(r), rows.Present(r));
        }
        progress.End($"{fit.Count:N0} rows of {raw.Width} features, {heldOut.Count:N0} held out");

        progress.Begin(TrainingPhase.Fitting, "fitting");
        var graph = AutoencoderGraph.Build(lossWeights, options);
        using var weights = new WeightSet(graph.Network.Parameters);
        var corruption = new Corruption(raw.Layout, means, scales, options.BlockNoise, options.EntryNoise);
        var fitted = new AutoencoderFit(graph, weights, corruption, options, time).Run(
            fit, heldOut, new FitState(weights), state => progress.At(state.Epochs / (double)options.Epochs, $"epoch {state.Epochs}", state.Log[^1].HeldOutLoss), cancellationToken);
        if (fitted.Fault is { } fault)
            return TrainingResult.Failed(fault);
        progress.End($"{fitted.Epochs.Count} epochs", fitted.HeldOutLoss);

        progress.Begin(TrainingPhase.Exporting, "exporting");
        using var evaluator = new Evaluator(graph, weights, options);
        LatentCentre.Apply(graph, weights, evaluator.Embed(fit));
        var onnx = EncoderExport.Cut(graph, weights);
        var error = EncoderExport.Error(onnx, heldOut, evaluator.Embed(heldOut), options.Latent);
        if (!(error <= EncoderExport.MaxError))
            return TrainingResult.Failed($"the exported encoder differs by {error} from the trained one, at most {EncoderExport.MaxError} is allowed");
        var record = new TrainingRecord(cutOff, log.Fingerprint, source.Simulated, options.Seed, log.Count, log.Users.Length, items.Rows.Count, fitted.HeldOutLoss,
            LastEvent: log.Last, InteractionsWithoutVector: log.InteractionsWithout(table), RefusedEvents: log.Refused);
        TrainingLog.Write(Path.Combine(root, $"{version}.training.csv"), fitted.Epochs);
        LossPlot.Write(Path.Combine(root, $"{version}.training.svg"), $"{version}, {source.Name}", fitted.Epochs);
        var folder = BundleWriter.Write(root, version, schema, path => File.Copy(ItemsFile, path), onnx, options.Latent, "cosine", EncoderExport.MaxError, record);
        progress.End(folder, fitted.HeldOutLoss);
        return new TrainingResult(folder, [], fitted.HeldOutLoss, error, fitted.Epochs.Count, record);
    }

    private string NoEvents(EventLog log) => (log.First, log.Refused) switch
    {
        ({ } first, _) => $"{source.Name} has no event before the cut-off {cutOff:u}; its first is at {first:u}",
        (_, > 0) => $"{source.Name} has no event that can be used: {log.Refused} have a time, weight or played time out of bounds",
        _ => $"{source.Name} has no event",
    };
}
