using UserRep.Adapters;
using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Metrics;
using UserRep.Evaluator.Samples;
using UserRep.Trainer.Events;
using UserRep.Trainer.Networks.Models;
using UserRep.Trainer.Training;

namespace UserRep.Evaluator.Adapters;

/// <summary>One fit, step by step. Persons are in three parts: those that are fitted on, those that choose among what was fitted, and those that are only reported.</summary>
internal sealed class AdapterFitRun(AdapterFitRequest request, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
{
    /// <summary>Fewer vectors than this say nothing of a map of some dozen dimensions.</summary>
    private const int MinFitRows = 100;

    private const int MinRows = 30;

    private const double ChoosingShare = 0.2;
    private const string ChoosingSalt = "adapter-choosing";

    private readonly EvaluationOptions _options = request.Quick ? request.Options.ForQuick() : request.Options;
    private readonly List<string> _notes = [];

    public AdapterFitOutcome Run()
    {
        using var from = BundleEncoder.TryOpen(request.FromFolder, out var fromFaults);
        using var to = BundleEncoder.TryOpen(request.ToFolder, out var toFaults);
        if (from is null || to is null)
            return Failed([.. fromFaults.Select(f => $"{request.FromFolder}: {f}"), .. toFaults.Select(f => $"{request.ToFolder}: {f}")]);
        if (from.Bundle.Manifest.EmbeddingSpaceId == to.Bundle.Manifest.EmbeddingSpaceId)
            return Failed([$"{from.Bundle.Version} and {to.Bundle.Version} are one space: their vectors may be compared as they are"]);
        Report(0, $"reading {request.Source.Name}");
        var log = EventLogReader.Read(request.Source.Events(), DateTimeOffset.MaxValue, seen => Report(0, $"{seen:N0} events"), cancellationToken);
        if (log.Count == 0)
            return Failed([$"{request.Source.Name} has no event"]);

        var (held, cutOff) = (HeldOutShare(from, to), CutOff(from, to));
        var data = new EvaluationData(log, request.Source, held, cutOff ?? DateTimeOffset.MaxValue);
        using var fromContext = new MethodContext(data, from, _options.Threads);
        using var toContext = new MethodContext(data, to, _options.Threads);
        var vectors = new SpaceVectors(fromContext, toContext);
        var weights = new DrawWeights(data.Persons, _options.Draws);
        var parts = Parts(data, vectors, weights.PersonOfUser, Math.Max(from.Bundle.Schema.LongestWindow, to.Bundle.Schema.LongestWindow));
        if (parts.Fit.Rows < MinFitRows || parts.Choosing.Rows < MinRows || parts.HeldOut.Rows < MinRows)
            return Failed([$"there are {parts.Fit.Rows} vectors to fit on, {parts.Choosing.Rows} to choose by and {parts.HeldOut.Rows} held out; there must be {MinFitRows}, {MinRows} and {MinRows} at least"]);

        var loss = new SpaceLoss(to.Bundle.Manifest.Metric);
        var maps = Maps(parts, loss);
        if (maps.Count == 0)
            return Failed([.. _notes]);
        var choosing = maps.Select(m => loss.Rows(m.Apply(parts.Choosing.From), parts.Choosing.To)).ToArray();
        var taken = request.Kind is null ? maps[KindChoice.Of(choosing, parts.Choosing.Persons)] : maps.Single(m => m.Kind == request.Kind);
        Report(0.6, "tasks");
        var tasks = new AdapterTasks(data, vectors, weights, _options, _notes).Of(maps, cutOff, Math.Max(from.Bundle.Schema.LongestWindow, to.Bundle.Schema.LongestWindow), request.Tasks, m => Report(0.7, m), cancellationToken);
        AdapterCandidate[] candidates =
        [
            .. maps.Index().Select(m => new AdapterCandidate(
                m.Item.Kind, m.Item.Rank, m.Item.Weights, Math.Round(choosing[m.Index].Average(l => (double)l), 6), MapQuality.Of(m.Item.Apply(parts.HeldOut.From), parts.HeldOut.To, parts.NeighbourRows, _options.Threads), tasks[m.Index])),
        ];
        var report = new AdapterReport(
            request.Source.Name, log.Fingerprint, _options.Seeds[0], parts.Fit.Rows, parts.Fit.Persons.Distinct().Count(), parts.Choosing.Rows, parts.HeldOut.Rows, parts.HeldOut.Persons.Distinct().Count(),
            loss.Name, candidates, _notes);
        Report(1, "done");
        return new AdapterFitOutcome(AdapterFile.Create(Side(from), Side(to), taken.Kind, request.Source.Simulated, taken.Tensors, report), []);
    }

    private List<FittedMap> Maps(PairParts parts, SpaceLoss loss)
    {
        Report(0.4, "fitting linear maps");
        var moments = PairMoments.Of(parts.Fit);
        var maps = new List<FittedMap> { OrthogonalFit.Of(moments) };
        var (affine, full) = AffineFit.Of(moments, parts.Choosing, loss, cancellationToken);
        maps.Add(affine);
        Report(0.5, "fitting a network");
        var options = new ResidualMlpOptions { Seed = _options.Seeds[0], Threads = _options.Threads, BatchSize = Math.Clamp(parts.Fit.Rows / 20, 32, 256), Epochs = request.Quick ? 20 : 60, Patience = 6 };
        var (residual, faults) = ResidualFit.Of(full, parts.Fit, parts.Choosing, options, cancellationToken);
        if (residual is not null)
            maps.Add(residual);
        else
            _notes.Add($"{nameof(AdapterKind.ResidualMlp)} is left out: {string.Join("; ", faults)}");
        foreach (var large in maps.Where(m => m.Weights > AdapterFile.MaxWeights).ToArray())
        {
            maps.Remove(large);
            _notes.Add($"{large.Kind} is left out: it has {large.Weights:N0} weights, an adapter may have {AdapterFile.MaxWeights:N0}");
        }
        if (request.Kind is { } kind && maps.All(m => m.Kind != kind))
            maps.Clear();
        return maps;
    }

    private PairParts Parts(EvaluationData data, SpaceVectors vectors, int[] personOf, int windowDays)
    {
        Report(0.1, "encoding");
        var cuts = PairPopulation.Cuts(data, request.Quick ? 4 : 8);
        var choosing = PairPopulation.Of(data, "choosing", cuts, windowDays, u => !data.IsTestUser[u] && Chooses(data, u), _options.MaxTrainRows / 4);
        var fit = PairPopulation.Of(data, "fit", cuts, windowDays, u => !data.IsTestUser[u] && !Chooses(data, u), _options.MaxTrainRows);
        var held = PairPopulation.Of(data, "held out", cuts, windowDays, u => data.IsTestUser[u], _options.MaxTrainRows / 2);
        // Neighbours are looked for among users of one moment: the last, as a mesh would.
        var last = Enumerable.Range(0, held.Samples.Length).Where(i => held.Samples[i].Cut == cuts.Count - 1).Take(MapQuality.MaxNeighbourRows).ToArray();
        return new PairParts(vectors.Pairs(fit, personOf, cancellationToken), vectors.Pairs(choosing, personOf, cancellationToken), vectors.Pairs(held, personOf, cancellationToken), last);
    }

    private static bool Chooses(EvaluationData data, int user) => PersonSplit.Place(data.Persons[user], ChoosingSalt) < ChoosingShare;

    /// <summary>Whom neither encoder was trained on, where both left persons out: who is left out at one share is so at a larger one.</summary>
    private double HeldOutShare(BundleEncoder from, BundleEncoder to)
    {
        var shares = new[] { from, to }.Select(e => e.Bundle.Manifest.Training?.LeftOutShare ?? 0).ToArray();
        if (shares.Min() > 0)
            return shares.Min();
        _notes.Add("an encoder was trained on everybody's events before its cut-off, held-out persons' too: only the map has not seen them");
        return _options.TestShare;
    }

    /// <summary>The later of the two; null where one isn't known.</summary>
    private static DateTimeOffset? CutOff(BundleEncoder from, BundleEncoder to) =>
        from.Bundle.Manifest.Training?.CutOff is { } a && to.Bundle.Manifest.Training?.CutOff is { } b ? a > b ? a : b : null;

    private static AdapterSide Side(BundleEncoder encoder) =>
        new(encoder.Bundle.Version.ToString(), encoder.Bundle.Sha256, encoder.Bundle.Manifest.EmbeddingSpaceId, encoder.Dimension, encoder.Bundle.Manifest.Metric);

    private static AdapterFitOutcome Failed(IReadOnlyList<string> faults) => new(null, faults);

    private void Report(double fraction, string message) => progress?.Report(new EvaluationProgress(fraction, message));
}
