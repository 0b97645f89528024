using UserRep.Trainer.Networks.Ops;
using UserRep.Trainer.Networks.Tapes;

namespace UserRep.Trainer.Networks.Models;

/// <summary>A small multi-layer perceptron, or logistic regression, as the head on a vector. Features are standardised inside.</summary>
public sealed class MlpClassifier : IDisposable
{
    private readonly Classifier _classifier;

    private MlpClassifier(Classifier classifier) => _classifier = classifier;

    /// <param name="labels">[rows, <paramref name="outputs"/>], row-major: 0 to 1, NaN where unknown (<see cref="LabelKind"/>).</param>
    /// <param name="groups">One per row, e.g. a number of its user: rows of a group are held out together. Empty: each row by itself.</param>
    public static ModelFit<MlpClassifier> Fit(
        DenseRows features, ReadOnlyMemory<float> labels, int outputs, MlpOptions options, ReadOnlyMemory<int> groups = default, CancellationToken cancellationToken = default)
    {
        var fit = Classifier.Fit(new ClassifierInputs(features), labels, outputs, groups, options, Build, cancellationToken);
        return new(fit.Model is null ? null : new MlpClassifier(fit.Model), fit.Faults, fit.HeldOutLoss, fit.EpochsRun);

        TrainingGraph Build()
        {
            var random = new StableRandom((ulong)options.Seed, stream: 2);
            var tape = new Tape();
            var hidden = tape.Hidden(tape.Input(ClassifierInputs.DenseInput, -1, features.Width), "hidden", options.Hidden, options, random);
            return tape.Classify(tape.Dense(hidden, "out", outputs, random), options.Labels);
        }
    }

    /// <returns>Probabilities, [rows, outputs], row-major.</returns>
    /// <exception cref="ArgumentException">The rows aren't like those of the fit: another width, ids out of range, values that aren't finite.</exception>
    public float[] Predict(DenseRows features) => _classifier.Predict(new ClassifierInputs(features));

    public void Dispose() => _classifier.Dispose();
}
