namespace UserRep.Trainer.Networks.Models;

/// <summary>A row x becomes <c>x Weight + Bias + max(0, x Hidden + HiddenBias) Residual</c>; matrices are row-major, a row per input.</summary>
internal sealed record ResidualMlpWeights(float[] Weight, float[] Bias, float[] Hidden, float[] HiddenBias, float[] Residual);
