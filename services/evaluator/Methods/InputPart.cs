using UserRep.Evaluator.Samples;
using UserRep.Features.Schema;

namespace UserRep.Evaluator.Methods;

/// <summary>Some blocks of the encoder's standardised input, as they are: what a vector is worth without an autoencoder.</summary>
internal sealed class InputPart(MethodContext context, string name, string title, params IReadOnlyList<FeatureBlockKind> kinds) : Representation
{
    private readonly FeatureBlock[] _blocks = [.. context.Encoder.Bundle.Features.Layout.Blocks.Where(b => kinds.Contains(b.Kind))];

    public override string Name => name;

    public override string Title => title;

    /// <summary>Not where the blocks have nothing to say of anyone, e.g. onboarding where nobody made picks.</summary>
    public override bool Answers(View view)
    {
        var features = context.Features(view, CancellationToken.None);
        for (var r = 0; r < features.Rows; r++)
        {
            foreach (var block in _blocks)
            {
                if (features.Row(r).Slice(block.Offset, block.Width).ContainsAnyExcept(0))
                    return true;
            }
        }
        return false;
    }

    public override Fitted Vectors(View view, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var features = context.Features(view, cancellationToken);
        var width = _blocks.Sum(b => b.Width);
        if (width == features.Width)
            return features;
        var part = new Matrix(features.Rows, width);
        for (var r = 0; r < features.Rows; r++)
        {
            var from = features.Row(r);
            var to = part.Row(r);
            foreach (var block in _blocks)
            {
                from.Slice(block.Offset, block.Width).CopyTo(to);
                to = to[block.Width..];
            }
        }
        return part;
    }
}
