using UserRep.Evaluator.Methods.Components;
using UserRep.Evaluator.Methods.Factors;
using UserRep.Evaluator.Methods.Trees;
using UserRep.Evaluator.Methods.Untrained;
using UserRep.Features.Schema;

namespace UserRep.Evaluator.Methods;

/// <summary>Every method, in the order of the report: the bundle first.</summary>
internal static class AllMethods
{
    private static readonly string[] s_quick = ["bundle", "popularity", "counts", "windows", "full", "pca", "untrained", "trees"];

    public static IReadOnlyList<Method> Of(MethodContext context) =>
    [
        Headed(context, new BundleRepresentation(context), keep: true),
        new Popularity(),
        Headed(context, new InputPart(context, "onboarding-mean", "average of the onboarding items' vectors", FeatureBlockKind.Onboarding)),
        Headed(context, new InputPart(context, "counts", "activity counts, rhythm and presence alone", FeatureBlockKind.Counts, FeatureBlockKind.Rhythm, FeatureBlockKind.Flags)),
        Headed(context, new InputPart(context, "windows", "average item vectors of each window, concatenated, no autoencoder", FeatureBlockKind.Window)),
        Headed(context, new InputPart(context, "full", "the encoder's whole input as it is: windows, onboarding, attributes, counts", Enum.GetValues<FeatureBlockKind>())),
        Headed(context, new UntrainedEncoder(context), keep: true),
        Headed(context, new PcaRepresentation(context), keep: true),
        Headed(context, FactorRepresentation.Nmf(context), keep: true),
        Headed(context, FactorRepresentation.Als(context), keep: true),
        new BoostedTrees(context),
    ];

    /// <summary>Those that a quick look can afford, and that a sceptic asks for first.</summary>
    public static IReadOnlyList<Method> Quick(MethodContext context) => [.. Of(context).Where(m => s_quick.Contains(m.Name))];

    private static HeadedRepresentation Headed(MethodContext context, Representation representation, bool keep = false) =>
        new(keep ? new KeptRepresentation(representation, context.Recent) : representation, context.Threads);
}
