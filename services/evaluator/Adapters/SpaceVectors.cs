using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Adapters;

/// <summary>Both bundles' vectors, as the encoder service would serve them.</summary>
internal sealed class SpaceVectors(MethodContext from, MethodContext to)
{
    private readonly KeptRepresentation _from = new(new BundleRepresentation(from), from.Recent);
    private readonly KeptRepresentation _to = new(new BundleRepresentation(to), to.Recent);

    public Matrix From(View view, CancellationToken cancellationToken) => Of(_from, view, cancellationToken);

    public Matrix To(View view, CancellationToken cancellationToken) => Of(_to, view, cancellationToken);

    /// <param name="personOf">By user, the person's number.</param>
    public SpacePairs Pairs(Population population, int[] personOf, CancellationToken cancellationToken)
    {
        var view = new View(population);
        return new SpacePairs(From(view, cancellationToken), To(view, cancellationToken), [.. population.Samples.Select(s => personOf[s.User])]);
    }

    private static Matrix Of(Representation bundle, View view, CancellationToken cancellationToken) => bundle.Vectors(view, MethodSettings.None, 0, cancellationToken).Values!;
}
