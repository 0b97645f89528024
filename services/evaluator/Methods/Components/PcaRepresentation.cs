using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods.Components;

/// <summary>Principal components of the encoder's whole input, as many as the bundle's vectors have values.</summary>
internal sealed class PcaRepresentation(MethodContext context) : Representation
{
    private const string Balance = "balance";

    public override string Name => "pca";

    public override string Title => "principal components of the same input, as wide as the bundle's vectors";

    /// <summary>
    /// At balance 0 each feature varies as it is standardised, so wide blocks prevail; at 1 each block has the same say
    /// whatever its width. Whitening is no candidate: heads scale every value to unit variance anyway.
    /// </summary>
    public override IReadOnlyList<MethodSettings> Candidates { get; } =
        [.. new[] { 0, 0.5, 1 }.Select(b => new MethodSettings(new Dictionary<string, double> { [Balance] = b }))];

    public override Fitted Vectors(View view, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var features = context.Features(view, cancellationToken);
        var scales = new float[features.Width];
        foreach (var block in context.Encoder.Bundle.Features.Layout.Blocks)
            scales.AsSpan(block.Offset, block.Width).Fill((float)Math.Pow(Math.Max(1, block.Width), -settings[Balance] / 2));
        var components = PrincipalComponents.Learn(features, MethodContext.TrainingRows(view.Population), scales, context.Encoder.Dimension, context.Threads, cancellationToken);
        return components.Project(features, context.Threads, cancellationToken);
    }
}
