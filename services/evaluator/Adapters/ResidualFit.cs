using UserRep.Adapters;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Adapters;

/// <summary>The residual network, begun from the linear map of full rank.</summary>
internal static class ResidualFit
{
    /// <returns>Null, with the reason, if there are too few rows for it.</returns>
    public static (FittedMap? Map, IReadOnlyList<string> Faults) Of(FittedMap linear, SpacePairs fit, SpacePairs choosing, ResidualMlpOptions options, CancellationToken cancellationToken)
    {
        var (from, to) = (fit.From.Width, fit.To.Width);
        var tensors = linear.Tensors.ToDictionary(t => t.Name, t => t.TryDecode()!);
        var (weights, faults) = ResidualMlp.Fit(Pairs(fit), Pairs(choosing), tensors[AdapterTensors.Weight], tensors[AdapterTensors.Bias], options, cancellationToken);
        if (weights is null)
            return (null, faults);
        return (FittedMap.Of(AdapterKind.ResidualMlp, linear.Rank, from, to,
            AdapterTensor.Of(AdapterTensors.Weight, weights.Weight, from, to),
            AdapterTensor.Of(AdapterTensors.Bias, weights.Bias, to),
            AdapterTensor.Of(AdapterTensors.Hidden, weights.Hidden, from, options.Hidden),
            AdapterTensor.Of(AdapterTensors.HiddenBias, weights.HiddenBias, options.Hidden),
            AdapterTensor.Of(AdapterTensors.Residual, weights.Residual, options.Hidden, to)), []);
    }

    private static ResidualMlpPairs Pairs(SpacePairs pairs) => new(pairs.From.Values, pairs.From.Width, pairs.To.Values, pairs.To.Width);
}
