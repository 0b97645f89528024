using System.Numerics;

namespace UserRep.Trainer.Networks;

/// <summary>
/// Adam (Kingma and Ba 2014), all of it in one pass over each tensor. As nodes of the graph it takes 1.4 ms a step on one
/// thread and 0.5 ms on two, in this pass 0.28 ms (2 cores, AVX-512, 343-256-64 and back); a step with its gradients takes 6 ms.
/// </summary>
internal sealed class Adam(WeightSet weights)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly float[][] _first = [.. weights.Tensors.Select(t => new float[t.Values.Length])];
    private readonly float[][] _second = [.. weights.Tensors.Select(t => new float[t.Values.Length])];
    private int _steps;

    public void Step(IReadOnlyList<BoundTensor> gradients, double learningRate)
    {
        _steps++;
        // Both bias corrections folded into two factors, so that the loop has one division and one root.
        var step = (float)(learningRate / (1 - Math.Pow(Beta1, _steps)));
        var correction = (float)(1 / (1 - Math.Pow(Beta2, _steps)));
        for (var p = 0; p < weights.Tensors.Count; p++)
            Update(weights.Tensors[p].Values, gradients[p].Values, _first[p], _second[p], step, correction);
    }

    private static void Update(Span<float> weight, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, float step, float correction)
    {
        var i = 0;
        for (; i <= weight.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var g = new Vector<float>(gradient[i..]);
            var m = new Vector<float>(first[i..]) * Beta1 + g * (1 - Beta1);
            var v = new Vector<float>(second[i..]) * Beta2 + g * g * (1 - Beta2);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            (new Vector<float>(weight[i..]) - m * step / (Vector.SquareRoot(v * correction) + new Vector<float>(Epsilon))).CopyTo(weight[i..]);
        }
        for (; i < weight.Length; i++)
        {
            first[i] = first[i] * Beta1 + gradient[i] * (1 - Beta1);
            second[i] = second[i] * Beta2 + gradient[i] * gradient[i] * (1 - Beta2);
            weight[i] -= first[i] * step / (MathF.Sqrt(second[i] * correction) + Epsilon);
        }
    }
}
