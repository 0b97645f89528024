using System.Numerics.Tensors;
using UserRep.Trainer.Networks;

namespace UserRep.Trainer.Training;

/// <summary>
/// Moves the mean embedding to the origin, since a shared offset would make every cosine large and say nothing, and gives its values a
/// variance of 1 on the whole, so that an absolute error means the same in every bundle. What the encoder's last weights lose, the first of
/// all that read the embedding gain: the network as a whole computes what it did.
/// </summary>
internal static class LatentNormalisation
{
    public static void Apply(AutoencoderGraph graph, WeightSet weights, ReadOnlySpan<float> embeddings)
    {
        var rows = embeddings.Length / graph.Latent;
        var mean = new double[graph.Latent];
        var squares = 0.0;
        for (var at = 0; at < embeddings.Length; at++)
        {
            mean[at % graph.Latent] += embeddings[at] / (double)rows;
            squares += (double)embeddings[at] * embeddings[at] / rows;
        }
        var variance = (squares - mean.Sum(m => m * m)) / graph.Latent;
        Centre(graph, weights, mean);
        if (variance > 0)
            Scale(graph, weights, (float)Math.Sqrt(variance));
    }

    private static void Centre(AutoencoderGraph graph, WeightSet weights, double[] mean)
    {
        var encoder = weights[AutoencoderGraph.EncoderOutputLayer + ".bias"];
        for (var d = 0; d < graph.Latent; d++)
        {
            var offset = (float)mean[d];
            encoder[d] -= offset;
            foreach (var reader in graph.EmbeddingReaders)
            {
                var (weight, bias) = (weights[reader + ".weight"], weights[reader + ".bias"]);
                TensorPrimitives.MultiplyAdd(weight.AsSpan(d * bias.Length, bias.Length), offset, bias, bias);
            }
        }
    }

    private static void Scale(AutoencoderGraph graph, WeightSet weights, float deviation)
    {
        foreach (var name in graph.EmbeddingWriters)
            TensorPrimitives.Divide(weights[name], deviation, weights[name]);
        foreach (var reader in graph.EmbeddingReaders)
            TensorPrimitives.Multiply(weights[reader + ".weight"], deviation, weights[reader + ".weight"]);
    }
}
