using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Networks;

/// <summary>A representation under a small multi-layer perceptron in place of the logistic head.</summary>
internal sealed class MlpHeaded(MethodContext context, Representation representation, string name) : Method
{
    private const string Hidden = "hidden";

    public override string Name => name;

    public override string Title => $"{representation.Title}; under a small multi-layer perceptron";

    public override bool IsSeeded => true;

    public override bool Answers(EvaluationTask task) => representation.Answers(task.View);

    public override IReadOnlyList<MethodSettings> Candidates { get; } = NetworkSettings.Candidates(Hidden, 64, 16, 256);

    public override Fitted Scores(EvaluationTask task, int[] trainRows, int[] rows, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var fitted = representation.Vectors(task.View, representation.Candidates[0], seed, cancellationToken);
        if (fitted.Values is not { } vectors)
            return fitted;
        var options = new MlpOptions { Hidden = [(int)settings[Hidden]] }.For(task, trainRows.Length, settings, seed, context.Threads);
        using var fit = MlpClassifier.Fit(vectors.Take(trainRows).Dense(), task.Labels.Take(trainRows).Values, task.Labels.Width, options,
            task.Groups(context.Data, trainRows), cancellationToken);
        return fit.Model is not { } model ? Fitted.Refused(fit.Faults) : new Matrix(model.Predict(vectors.Take(rows).Dense()), task.Labels.Width);
    }
}
