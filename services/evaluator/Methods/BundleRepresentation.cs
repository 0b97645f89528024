using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods;

/// <summary>The vectors that are evaluated: what the encoder service would serve.</summary>
internal sealed class BundleRepresentation(MethodContext context, string name = "bundle", string? title = null) : Representation
{
    public override string Name => name;

    public override string Title => title ?? $"{context.Encoder.Bundle.Version}, {context.Encoder.Dimension} values";

    public override Fitted Vectors(View view, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var features = context.Features(view, cancellationToken);
        return new Matrix(context.Encoder.EncodeRows(features.Values, features.Rows), context.Encoder.Dimension);
    }
}
