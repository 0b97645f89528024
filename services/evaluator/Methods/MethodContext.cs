using UserRep.Evaluator.Samples;
using UserRep.Trainer.Training;

namespace UserRep.Evaluator.Methods;

/// <summary>What methods are made from. Everything that methods share is computed once and kept.</summary>
internal sealed class MethodContext(EvaluationData data, BundleEncoder encoder, int threads)
{
    private readonly Dictionary<View, Matrix> _features = [];

    public EvaluationData Data => data;

    public BundleEncoder Encoder => encoder;

    public int Threads => threads;

    /// <summary>The encoder's standardised input for every sample of a view.</summary>
    public Matrix Features(View view, CancellationToken cancellationToken)
    {
        if (!_features.TryGetValue(view, out var matrix))
            _features[view] = matrix = FeatureRows.Of(data.Log, view, encoder.Bundle.Features, threads, cancellationToken);
        return matrix;
    }

    /// <summary>Samples from whose pasts a representation may learn: those of training cuts, which are never of test users.</summary>
    public static int[] TrainingRows(Population population) =>
        [.. Enumerable.Range(0, population.Samples.Length).Where(i => !population.Cuts[population.Samples[i].Cut].IsTest)];
}
