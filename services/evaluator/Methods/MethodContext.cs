using UserRep.Evaluator.Methods.Factors;
using UserRep.Evaluator.Methods.Trees;
using UserRep.Evaluator.Samples;
using UserRep.Trainer.Training;

namespace UserRep.Evaluator.Methods;

/// <summary>What methods are made from. What methods share is computed once and kept while it is used, at most until this is disposed.</summary>
internal sealed class MethodContext(EvaluationData data, BundleEncoder encoder, int threads) : IDisposable
{
    // Input and vectors of two or three views of 45,000 samples; a view's input alone is about 120 MB at the default width.
    private const long MaxKeptBytes = 768L << 20;

    private readonly Lazy<CuratedFeatures> _curated = new(() => new CuratedFeatures(data));

    public EvaluationData Data => data;

    public BundleEncoder Encoder => encoder;

    public int Threads => threads;

    public RecentlyUsed Recent { get; } = new(MaxKeptBytes);

    /// <summary>The encoder's standardised input for every sample of a view.</summary>
    public Matrix Features(View view, CancellationToken cancellationToken) =>
        Recent.Matrix((nameof(Features), view), () => FeatureRows.Of(data, view, encoder.Bundle.Features, threads, cancellationToken));

    /// <summary>What factor models learn from.</summary>
    public FitItems FitItems(CancellationToken cancellationToken) =>
        Recent.GetOrAdd(nameof(FitItems), () => Factors.FitItems.Of(data, encoder.Bundle.Schema, threads, cancellationToken), items => items.Bytes);

    /// <summary>Who used what, for factor models.</summary>
    public UserItems UserItems(View view, CancellationToken cancellationToken) =>
        Recent.GetOrAdd((nameof(UserItems), view), () => Factors.UserItems.Of(data, encoder.Bundle.Schema, FitItems(cancellationToken), view, threads, cancellationToken), items => items.Bytes);

    /// <summary>What a team would count for a model of its own, one row per sample.</summary>
    public Matrix Curated(View view, CancellationToken cancellationToken) =>
        Recent.Matrix((nameof(Curated), view), () => _curated.Value.Of(view, threads, cancellationToken));

    public void Dispose() => Recent.Dispose();

    /// <summary>Samples from whose pasts a representation may learn: those of training cuts, which are never of test users.</summary>
    public static int[] TrainingRows(Population population) =>
        [.. Enumerable.Range(0, population.Samples.Length).Where(i => !population.Cuts[population.Samples[i].Cut].IsTest)];
}
