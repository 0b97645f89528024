using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Networks;

/// <summary>A DLRM-style model of the task itself: curated numbers, attributes and what was used last.</summary>
internal sealed class DlrmModel(MethodContext context) : Method
{
    private const string VectorWidth = "vectorWidth";

    public override string Name => "dlrm";

    public override string Title => "DLRM-style model of the task (Naumov et al. 2019) on curated features, attributes and the last items";

    public override bool IsSeeded => true;

    public override IReadOnlyList<MethodSettings> Candidates { get; } = NetworkSettings.Candidates(VectorWidth, 16, 8, 32);

    public override Fitted Scores(EvaluationTask task, int[] trainRows, int[] rows, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var numbers = DlrmInputs.Numbers(context.Curated(task.View, cancellationToken));
        var categories = DlrmInputs.Categories(context.Data, task.View);
        var options = new DlrmOptions { VectorWidth = (int)settings[VectorWidth] }.For(task, trainRows.Length, settings, seed, context.Threads);
        using var fit = DlrmClassifier.Fit(numbers.Take(trainRows).Dense(), Take(categories, trainRows), task.Labels.Take(trainRows).Values, task.Labels.Width, options,
            task.Groups(context.Data, trainRows), cancellationToken);
        return fit.Model is not { } model ? Fitted.Refused(fit.Faults) : new Matrix(model.Predict(numbers.Take(rows).Dense(), Take(categories, rows)), task.Labels.Width);
    }

    private static CategoryRows Take(CategoryRows all, int[] rows)
    {
        var fields = all.Sizes.Count;
        var ids = new int[rows.Length * fields];
        for (var i = 0; i < rows.Length; i++)
            all.Ids.Span.Slice(rows[i] * fields, fields).CopyTo(ids.AsSpan(i * fields));
        return new CategoryRows(ids, all.Sizes);
    }
}
