using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Networks.Ops;
using UserRep.Trainer.Networks.Tapes;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Networks.Models;

/// <summary>
/// Fits a map between two spaces: a linear one, and beside it a hidden layer of rectified units that begins at nothing. So the fit starts from the best linear
/// map and can only leave it for what helps on rows held out.
/// </summary>
internal static class ResidualMlp
{
    private const string Linear = "linear";
    private const string HiddenLayer = "hidden";
    private const string Residual = "residual";

    /// <param name="weight">[from, to], of the linear map to begin with.</param>
    /// <param name="bias">[to]</param>
    /// <param name="heldOut">Tells when to stop.</param>
    /// <returns>Null, with every reason, if it can't be fitted.</returns>
    public static (ResidualMlpWeights? Weights, IReadOnlyList<string> Faults) Fit(
        ResidualMlpPairs fit, ResidualMlpPairs heldOut, float[] weight, float[] bias, ResidualMlpOptions options, CancellationToken cancellationToken = default)
    {
        var faults = options.Faults().ToList();
        if (fit.Rows < options.BatchSize || heldOut.Rows == 0)
            faults.Add($"{fit.Rows} rows to fit are fewer than a step has ({options.BatchSize}), or none of {heldOut.Rows} is held out");
        if (faults.Count > 0)
            return (null, faults);
        var scales = ResidualMlpScales.Of(fit);
        var graph = Build(fit, weight, bias, scales, options);
        using var weights = new WeightSet(graph.Parameters);
        // The clock only measures epochs; nothing of it is in the map.
        var result = new NetworkFit(graph, weights, options.Settings, TimeProvider.System).Run(
            new ResidualMlpBatches(fit, scales), new ResidualMlpBatches(heldOut, scales), new FitState(weights), _ => { }, cancellationToken);
        return result.Fault is { } fault ? (null, [fault]) : (Unscaled(weights, scales, fit.ToWidth, options.Hidden), []);
    }

    private static TrainingGraph Build(ResidualMlpPairs pairs, float[] weight, float[] bias, ResidualMlpScales scales, ResidualMlpOptions options)
    {
        var random = new StableRandom((ulong)options.Seed, stream: 2);
        var tape = new Tape();
        var from = tape.Input(ResidualMlpBatches.From, -1, pairs.FromWidth);
        var linear = tape.Affine(
            from,
            tape.Parameter(new Parameter(Linear + ".weight", [pairs.FromWidth, pairs.ToWidth], [.. weight.Select(w => w * scales.From / scales.To)])),
            tape.Parameter(new Parameter(Linear + ".bias", [pairs.ToWidth], Shifted(bias, weight, scales.FromMean, +1, 1 / scales.To))));
        var hidden = tape.Activate(tape.Dense(from, HiddenLayer, options.Hidden, random), Activation.Relu);
        var residual = tape.Parameter(new Parameter(Residual, [options.Hidden, pairs.ToWidth], new float[options.Hidden * pairs.ToWidth]));
        var mapped = tape.Affine(hidden, residual, linear);
        // A row's loss is its mean over values.
        float[] share = [.. Enumerable.Repeat(1f / pairs.ToWidth, pairs.ToWidth)];
        return tape.Build(tape.SquaredError(mapped, tape.Input(ResidualMlpBatches.To, -1, pairs.ToWidth), tape.Constant("share", share, pairs.ToWidth)), mapped);
    }

    /// <summary>For rows as they come, not as they were brought to scale.</summary>
    private static ResidualMlpWeights Unscaled(WeightSet weights, ResidualMlpScales scales, int width, int units)
    {
        float[] weight = [.. weights[Linear + ".weight"].Select(w => w * scales.To / scales.From)];
        float[] hidden = [.. weights[HiddenLayer + ".weight"].Select(w => w / scales.From)];
        float[] bias = [.. weights[Linear + ".bias"].Select(b => b * scales.To)];
        return new ResidualMlpWeights(
            weight, Shifted(bias, weight, scales.FromMean, -1, 1), hidden, Shifted(weights[HiddenLayer + ".bias"], hidden, scales.FromMean, -1, 1), [.. weights[Residual].Select(w => w * scales.To)]);
    }

    /// <summary>(bias + sign x mean W) x factor, in double: the mean may be far from 0.</summary>
    private static float[] Shifted(float[] bias, float[] weight, float[] mean, int sign, double factor)
    {
        var shifted = bias.Select(b => (double)b).ToArray();
        for (var i = 0; i < mean.Length; i++)
        {
            for (var k = 0; k < shifted.Length; k++)
                shifted[k] += sign * (double)mean[i] * weight[i * shifted.Length + k];
        }
        return [.. shifted.Select(s => (float)(s * factor))];
    }
}
