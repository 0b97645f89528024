using UserRep.Trainer.Networks.Tapes;

namespace UserRep.Trainer.Networks.Ops;

/// <summary>
/// Losses are scalars summed over the rows, so that parts of a batch add up. Targets and weights take no gradient. An unknown
/// entry has weight 0 and any finite target: 0 x NaN is NaN.
/// </summary>
internal static class LossOps
{
    /// <summary>Sum of weight (x - target)^2.</summary>
    /// <param name="weight">[rows, width], or [width] for all rows.</param>
    public static TapeValue SquaredError(this Tape tape, TapeValue value, TapeValue target, TapeValue weight)
    {
        var graph = tape.Graph;
        var difference = graph.Op("Sub", value.Name, target.Name);
        var weighted = graph.Op("Mul", difference, weight.Name);
        return tape.Record(graph.SumOfAll(graph.Op("Mul", weighted, difference)), [], [value], gradient =>
            Tape.Push(value, () => graph.Op("Mul", weighted, graph.Op("Mul", gradient, graph.Scalar(2)))));
    }

    /// <summary>
    /// Sum of -target log softmax(x): counts (Mult-VAE's multinomial), a distribution, or one class as a single 1. A row of zeros weighs nothing.
    /// </summary>
    public static TapeValue SoftmaxCrossEntropy(this Tape tape, TapeValue logits, TapeValue target)
    {
        var graph = tape.Graph;
        var logShares = graph.Op("LogSoftmax", logits.Name);
        var loss = graph.Op("Neg", graph.SumOfAll(graph.Op("Mul", target.Name, logShares)));
        return tape.Record(loss, [], [logits], gradient => Tape.Push(logits, () =>
        {
            var expected = graph.Op("Mul", graph.Op("Exp", logShares), graph.SumAlongRow(target.Name, logits.Width));
            return graph.Op("Mul", graph.Op("Sub", expected, target.Name), gradient);
        }));
    }

    /// <summary>Sum of weight (log(1 + e^x) - target x), the cross-entropy of independent yes-or-no targets.</summary>
    /// <param name="weight">[rows, width], or [width] for all rows.</param>
    public static TapeValue SigmoidCrossEntropy(this Tape tape, TapeValue logits, TapeValue target, TapeValue weight)
    {
        var graph = tape.Graph;
        // The runtime's Softplus doesn't overflow: above 0 it is x + log(1 + e^-x).
        var entropy = graph.Op("Sub", graph.Op("Softplus", logits.Name), graph.Op("Mul", target.Name, logits.Name));
        return tape.Record(graph.SumOfAll(graph.Op("Mul", entropy, weight.Name)), [], [logits], gradient => Tape.Push(logits, () =>
        {
            var error = graph.Op("Sub", graph.Op("Sigmoid", logits.Name), target.Name);
            return graph.Op("Mul", graph.Op("Mul", error, weight.Name), gradient);
        }));
    }

    /// <summary>Sum of the divergence of N(mean, e^logVariance) from N(0, 1): (mean^2 + e^logVariance - 1 - logVariance) / 2.</summary>
    public static TapeValue GaussianKl(this Tape tape, TapeValue mean, TapeValue logVariance)
    {
        var graph = tape.Graph;
        var variance = graph.Op("Exp", logVariance.Name);
        var moments = graph.Op("Add", graph.Op("Mul", mean.Name, mean.Name), variance);
        var terms = graph.Op("Sub", moments, graph.Op("Add", logVariance.Name, graph.Scalar(1)));
        return tape.Record(graph.Op("Mul", graph.SumOfAll(terms), graph.Scalar(0.5f)), [], [mean, logVariance], gradient =>
        {
            Tape.Push(mean, () => graph.Op("Mul", mean.Name, gradient));
            Tape.Push(logVariance, () => graph.Op("Mul", graph.Op("Sub", variance, graph.Scalar(1)), graph.Op("Mul", gradient, graph.Scalar(0.5f))));
        });
    }
}
