using System.Numerics.Tensors;
using UserRep.Trainer.Networks;

namespace UserRep.Trainer.Training;

/// <summary>
/// Moves the mean embedding to the origin: a shared offset would make every cosine large and say nothing. The offset goes
/// out of the encoder's last bias and into the decoder's first, so the network as a whole computes what it did.
/// </summary>
internal static class LatentCentre
{
    public static void Apply(WeightSet weights, ReadOnlySpan<float> embeddings, int latent)
    {
        var mean = new double[latent];
        for (var at = 0; at < embeddings.Length; at += latent)
        {
            for (var d = 0; d < latent; d++)
                mean[d] += embeddings[at + d];
        }
        var encoder = weights[AutoencoderGraph.EncoderOutputLayer + ".bias"];
        var decoderWeight = weights[AutoencoderGraph.DecoderInputLayer + ".weight"];
        var decoderBias = weights[AutoencoderGraph.DecoderInputLayer + ".bias"];
        for (var d = 0; d < latent; d++)
        {
            var offset = (float)(mean[d] / (embeddings.Length / latent));
            encoder[d] -= offset;
            TensorPrimitives.MultiplyAdd(decoderWeight.AsSpan(d * decoderBias.Length, decoderBias.Length), offset, decoderBias, decoderBias);
        }
    }
}
