using System.Numerics.Tensors;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Adapters;

/// <summary>How far mapped rows are from true ones, in the way in which the space is compared.</summary>
internal sealed class SpaceLoss(string metric)
{
    private readonly bool _isCosine = metric == "cosine";

    public string Name => _isCosine ? "1 - cosine" : "squared error";

    public float[] Rows(Matrix mapped, Matrix truth)
    {
        var losses = new float[truth.Rows];
        for (var r = 0; r < losses.Length; r++)
        {
            if (_isCosine)
                losses[r] = 1 - Cosine(mapped.Row(r), truth.Row(r));
            else
            {
                var distance = TensorPrimitives.Distance<float>(mapped.Row(r), truth.Row(r));
                losses[r] = distance * distance / truth.Width;
            }
        }
        return losses;
    }

    public double Mean(Matrix mapped, Matrix truth) => Rows(mapped, truth).Average(l => (double)l);

    /// <summary>0 where a row is all zeros: it has no direction.</summary>
    public static float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b) =>
        TensorPrimitives.CosineSimilarity(a, b) is var cosine && float.IsFinite(cosine) ? cosine : 0;
}
