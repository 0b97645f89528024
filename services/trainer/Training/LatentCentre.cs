using System.Numerics.Tensors;
using UserRep.Trainer.Networks;

namespace UserRep.Trainer.Training;

/// <summary>
/// Moves the mean embedding to the origin: a shared offset would make every cosine large and say nothing. The offset goes
/// out of the encoder's last bias and into the first of all that read the embedding, so the network as a whole computes what it did.
/// </summary>
internal static class LatentCentre
{
    public static void Apply(AutoencoderGraph graph, WeightSet weights, ReadOnlySpan<float> embeddings)
    {
        var mean = new double[graph.Latent];
        for (var at = 0; at < embeddings.Length; at += graph.Latent)
        {
            for (var d = 0; d < graph.Latent; d++)
                mean[d] += embeddings[at + d];
        }
        var encoder = weights[AutoencoderGraph.EncoderOutputLayer + ".bias"];
        for (var d = 0; d < graph.Latent; d++)
        {
            var offset = (float)(mean[d] / (embeddings.Length / graph.Latent));
            encoder[d] -= offset;
            foreach (var reader in graph.EmbeddingReaders)
            {
                var (weight, bias) = (weights[reader + ".weight"], weights[reader + ".bias"]);
                TensorPrimitives.MultiplyAdd(weight.AsSpan(d * bias.Length, bias.Length), offset, bias, bias);
            }
        }
    }
}
