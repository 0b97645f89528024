using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Networks.Tapes;

namespace UserRep.Trainer.Networks.Models;

/// <summary>A fitted network from rows to probabilities.</summary>
internal sealed class Classifier : IDisposable
{
    private readonly TrainingGraph _graph;
    private readonly WeightSet _weights;
    private readonly Standardiser _standardiser;
    private readonly ClassifierOptions _options;
    private readonly int _outputs;
    private readonly int _width;
    private readonly IReadOnlyList<int> _sizes;

    private Classifier(TrainingGraph graph, Standardiser standardiser, ClassifierOptions options, ClassifierInputs inputs, int outputs)
    {
        (_graph, _standardiser, _options, _outputs) = (graph, standardiser, options, outputs);
        (_width, _sizes) = (inputs.Dense.Width, [.. inputs.Categories?.Sizes ?? []]);
        _weights = new WeightSet(graph.Parameters);
    }

    /// <param name="labels">[rows, outputs], NaN where unknown.</param>
    /// <param name="groups">See <see cref="HoldOut"/>.</param>
    public static ModelFit<Classifier> Fit(
        ClassifierInputs inputs, ReadOnlyMemory<float> labels, int outputs, ReadOnlyMemory<int> groups, ClassifierOptions options,
        Func<TrainingGraph> build, CancellationToken cancellationToken)
    {
        var faults = options.Faults().ToList();
        inputs.Check(faults);
        CheckLabels(labels.Span, inputs.Count, outputs, faults);
        if (!groups.IsEmpty && groups.Length != inputs.Count)
            faults.Add($"groups: {groups.Length} for {inputs.Count} rows");
        if (faults.Count > 0)
            return ModelFit<Classifier>.Failed(faults);
        var (fit, heldOut) = HoldOut.Split(inputs.Count, options, groups.Span);
        if (fit.Length == 0 || heldOut.Length == 0)
            return ModelFit<Classifier>.Failed($"{inputs.Count} rows are too few: {fit.Length} to fit and {heldOut.Length} held out");
        return new Classifier(build(), new Standardiser(inputs.Dense, fit), options, inputs, outputs).Fit(inputs, labels, fit, heldOut, cancellationToken);
    }

    /// <returns>[rows, outputs]</returns>
    /// <exception cref="ArgumentException">The rows aren't like those of the fit: another width, ids out of range, values that aren't finite.</exception>
    public float[] Predict(ClassifierInputs inputs)
    {
        var faults = new List<string>();
        inputs.Check(faults);
        if (inputs.Dense.Width != _width || !(inputs.Categories?.Sizes ?? []).SequenceEqual(_sizes))
            faults.Add("other widths or sizes than the model was fitted with");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join("; ", faults), nameof(inputs));
        var probabilities = new float[inputs.Count * _outputs];
        using var pass = new ForwardPass(_graph.Inference(ClassifierNetwork.Probabilities), _weights, _options.BatchSize, _options.Threads);
        pass.Run(inputs.Count, (run, rows) => inputs.Fill(run, rows, _standardiser), (first, run) => run[ClassifierNetwork.Probabilities].CopyTo(probabilities, first * _outputs));
        return probabilities;
    }

    public void Dispose() => _weights.Dispose();

    private ModelFit<Classifier> Fit(ClassifierInputs inputs, ReadOnlyMemory<float> labels, int[] fit, int[] heldOut, CancellationToken cancellationToken)
    {
        var masked = _options.Labels == LabelKind.Independent;
        FitResult result;
        try
        {
            // The clock only measures epochs; nothing of it is in the model.
            result = new NetworkFit(_graph, _weights, _options.Settings, TimeProvider.System).Run(
                new ClassifierBatches(inputs, labels, _outputs, _standardiser, fit, masked),
                new ClassifierBatches(inputs, labels, _outputs, _standardiser, heldOut, masked),
                new FitState(_weights), _ => { }, cancellationToken);
        }
        catch
        {
            Dispose();
            throw;
        }
        if (result.Fault is null)
            return new ModelFit<Classifier>(this, [], result.HeldOutLoss, result.Epochs.Count);
        Dispose();
        return ModelFit<Classifier>.Failed(result.Fault);
    }

    private static void CheckLabels(ReadOnlySpan<float> labels, int rows, int outputs, List<string> faults)
    {
        if (outputs < 1 || labels.Length != (long)rows * outputs)
            faults.Add($"labels: {labels.Length} values are not {rows} rows of {outputs}");
        var known = 0;
        foreach (var label in labels)
        {
            if (label is < 0 or > 1)
            {
                faults.Add($"labels: {label} is not within 0 to 1");
                return;
            }
            known += float.IsNaN(label) ? 0 : 1;
        }
        if (known == 0)
            faults.Add("labels: none is known");
    }
}
