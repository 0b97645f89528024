using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods.Factors;

/// <summary>A user's vector in a factorisation of users by items, as wide as the bundle's.</summary>
internal sealed class FactorRepresentation : Representation
{
    private const string Regularisation = "regularisation";
    private const string Alpha = "alpha";

    // Rows are solved with a few vectors of this width on the stack.
    private const int MaxWidth = 1024;

    private readonly MethodContext _context;
    private readonly Func<int, MethodSettings, int, IFactorModel> _model;

    private FactorRepresentation(MethodContext context, string name, string title, Func<int, MethodSettings, int, IFactorModel> model, IReadOnlyList<MethodSettings> candidates) =>
        (_context, Name, Title, _model, Candidates) = (context, name, title, model, candidates);

    public override string Name { get; }

    public override string Title { get; }

    public override bool IsSeeded => true;

    public override bool ReadsProfile => false;

    public override IReadOnlyList<MethodSettings> Candidates { get; }

    public static FactorRepresentation Als(MethodContext context) => new(context, "als", "implicit ALS (Hu, Koren and Volinsky 2008) of users by items, folded in",
        (width, settings, seed) => new ImplicitAls(width, settings[Regularisation], settings[Alpha], seed, context.Threads),
        [Settings((Regularisation, 1), (Alpha, 10)), Settings((Regularisation, 10), (Alpha, 40)), Settings((Regularisation, 0.1), (Alpha, 1))]);

    public static FactorRepresentation Nmf(MethodContext context) => new(context, "nmf", "non-negative matrix factorisation of users by items, folded in",
        (width, settings, seed) => new NonNegativeFactors(width, settings[Regularisation], seed, context.Threads),
        [Settings((Regularisation, 0.1)), Settings((Regularisation, 0)), Settings((Regularisation, 1))]);

    public override Fitted Vectors(View view, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var items = _context.UserItems(view, cancellationToken);
        // More factors than items or users are all noise.
        var width = Math.Clamp(Math.Min(items.Fit.Width, items.Fit.Count), 1, Math.Min(_context.Encoder.Dimension, MaxWidth));
        var model = _model(width, settings, seed);
        return model.FoldIn(items.Samples, model.LearnItems(items.Fit, cancellationToken), cancellationToken);
    }

    private static MethodSettings Settings(params (string, double)[] values) => new(values.ToDictionary());
}
