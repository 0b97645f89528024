using UserRep.Trainer.Networks.Ops;
using UserRep.Trainer.Networks.Tapes;

namespace UserRep.Trainer.Networks.Models;

/// <summary>
/// A task model of its own on raw features (Naumov et al. 2019, DLRM): dense features through a bottom MLP to one vector, a
/// vector per categorical field, the dot products of all pairs, and a top MLP on those and the dense features' vector.
/// </summary>
public sealed class DlrmClassifier : IDisposable
{
    private readonly Classifier _classifier;

    private DlrmClassifier(Classifier classifier) => _classifier = classifier;

    /// <param name="labels">[rows, <paramref name="outputs"/>], row-major: 0 to 1, NaN where unknown (<see cref="LabelKind"/>).</param>
    /// <param name="groups">One per row, e.g. a number of its user: rows of a group are held out together. Empty: each row by itself.</param>
    public static ModelFit<DlrmClassifier> Fit(
        DenseRows features, CategoryRows categories, ReadOnlyMemory<float> labels, int outputs, DlrmOptions options,
        ReadOnlyMemory<int> groups = default, CancellationToken cancellationToken = default)
    {
        var fit = Classifier.Fit(new ClassifierInputs(features, categories), labels, outputs, groups, options, Build, cancellationToken);
        return new(fit.Model is null ? null : new DlrmClassifier(fit.Model), fit.Faults, fit.HeldOutLoss, fit.EpochsRun);

        TrainingGraph Build()
        {
            var random = new StableRandom((ulong)options.Seed, stream: 2);
            var tape = new Tape();
            var bottom = tape.Hidden(tape.Input(ClassifierInputs.DenseInput, -1, features.Width), "bottom", options.Bottom, options, random);
            var dense = tape.Activate(tape.Dense(bottom, "bottom.out", options.VectorWidth, random), options.Activation);
            TapeValue[] vectors = [dense, .. categories.Sizes.Select((size, field) =>
                tape.Embedding(tape.IndexInput(ClassifierInputs.CategoryInput(field), -1), $"table.{field}", size, options.VectorWidth, random))];
            var top = tape.Hidden(tape.Concat(dense, tape.PairwiseDots(vectors)), "top", options.Top, options, random);
            return tape.Classify(tape.Dense(top, "out", outputs, random), options.Labels);
        }
    }

    /// <param name="categories">Of the sizes that the model was fitted with.</param>
    /// <returns>Probabilities, [rows, outputs], row-major.</returns>
    /// <exception cref="ArgumentException">The rows aren't like those of the fit: another width, ids out of range, values that aren't finite.</exception>
    public float[] Predict(DenseRows features, CategoryRows categories) => _classifier.Predict(new ClassifierInputs(features, categories));

    public void Dispose() => _classifier.Dispose();
}
