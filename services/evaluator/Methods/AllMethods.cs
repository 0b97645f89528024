using UserRep.Evaluator.Methods.Components;
using UserRep.Evaluator.Methods.Factors;
using UserRep.Evaluator.Methods.Networks;
using UserRep.Evaluator.Methods.Trees;
using UserRep.Evaluator.Methods.Untrained;
using UserRep.Features.Schema;

namespace UserRep.Evaluator.Methods;

/// <summary>Every method, in the order of the report: the bundle first.</summary>
internal static class AllMethods
{
    private static readonly string[] s_quick = ["bundle", "popularity", "counts", "windows", "full", "pca", "untrained", "trees"];

    public static IReadOnlyList<Method> Of(MethodContext context)
    {
        var bundle = Kept(context, new BundleRepresentation(context));
        var full = new InputPart(context, "full", "the encoder's whole input as it is: windows, onboarding, attributes, counts", Enum.GetValues<FeatureBlockKind>());
        return
        [
            Headed(context, bundle),
            new MlpHeaded(context, bundle, "mlp-head"),
            new Popularity(),
            Headed(context, new InputPart(context, "onboarding-mean", "average of the onboarding items' vectors", FeatureBlockKind.Onboarding)),
            Headed(context, new InputPart(context, "counts", "activity counts of each window, times since and between activities, rhythm and presence flags alone", FeatureBlockKind.Counts, FeatureBlockKind.Timing, FeatureBlockKind.Rhythm, FeatureBlockKind.Flags)),
            Headed(context, new InputPart(context, "windows", "item vectors of each window, averaged or, of categories, summed, concatenated, no autoencoder", FeatureBlockKind.Window)),
            Headed(context, full),
            new MlpHeaded(context, full, "full-mlp"),
            Headed(context, Kept(context, new UntrainedEncoder(context))),
            Headed(context, Kept(context, new PcaRepresentation(context))),
            Headed(context, Kept(context, FactorRepresentation.Nmf(context))),
            Headed(context, Kept(context, FactorRepresentation.Als(context))),
            Headed(context, Kept(context, new VaeCfRepresentation(context))),
            new DlrmModel(context),
            new BoostedTrees(context),
        ];
    }

    /// <summary>Those that a quick look can afford, and that a sceptic asks for first.</summary>
    public static IReadOnlyList<Method> Quick(MethodContext context) => [.. Of(context).Where(m => s_quick.Contains(m.Name))];

    private static HeadedRepresentation Headed(MethodContext context, Representation representation) => new(representation, context.Threads);

    private static KeptRepresentation Kept(MethodContext context, Representation representation) => new(representation, context.Recent);
}
