using UserRep.Features.Bundles;
using UserRep.Trainer.Networks.Ops;
using UserRep.Trainer.Networks.Tapes;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Networks;

/// <summary>The denoising autoencoder: from corrupted features to an embedding, and from that back to the clean ones and, if asked, to future targets.</summary>
internal sealed class AutoencoderGraph
{
    public const string Target = "target";
    public const string FutureTarget = "future_target";

    /// <summary>[rows, future targets]: 0 where a target is unknown.</summary>
    public const string FutureWeight = "future_weight";

    /// <summary>The layer whose bias moves the embedding.</summary>
    public const string EncoderOutputLayer = "encoder.out";

    /// <summary>What the names of all parameters begin with that predict the future.</summary>
    public const string FutureHead = "future.";

    public const string FutureOutputLayer = FutureHead + "out";

    private const string SkipWeight = "encoder.skip.weight";

    private AutoencoderGraph(TrainingGraph network, int inputs, int latent, FutureTargets? future, IReadOnlyList<string> readers) =>
        (Network, Inputs, Latent, Future, EmbeddingReaders) = (network, inputs, latent, future, readers);

    public TrainingGraph Network { get; }

    public int Inputs { get; }

    public int Latent { get; }

    /// <summary>Null if reconstruction is all there is.</summary>
    public FutureTargets? Future { get; }

    /// <summary>The parameters whose sums are the embedding: scaled together they scale it.</summary>
    public IEnumerable<string> EmbeddingWriters =>
        Network.Parameters.Select(p => p.Name).Where(n => n is EncoderOutputLayer + ".weight" or EncoderOutputLayer + ".bias" or SkipWeight);

    /// <summary>The layers that read the embedding.</summary>
    public IReadOnlyList<string> EmbeddingReaders { get; }

    /// <param name="lossWeights">Of each feature; as many as there are inputs.</param>
    public static AutoencoderGraph Build(float[] lossWeights, TrainingOptions options, FutureTargets? future = null)
    {
        var inputs = lossWeights.Length;
        var random = new StableRandom((ulong)options.Seed, stream: 2);
        var tape = new Tape();
        var input = tape.Input(BundleFiles.Input, -1, inputs);
        var embedding = Encoder(tape, input, options, random);
        var readers = new List<string>();
        var decoded = Hidden(tape, embedding, "decoder", options.Hidden.Reverse(), options, random);
        readers.Add(options.Hidden.Count == 0 ? "decoder.out" : "decoder.0");
        var reconstruction = tape.Dense(decoded, "decoder.out", inputs, random, BundleFiles.Reconstruction);
        // Loss = sum over the batch of sum_f weight_f (x_f - target_f)^2, and the future's in the same way.
        var loss = tape.SquaredError(reconstruction, tape.Input(Target, -1, inputs), tape.Constant("loss_weight", lossWeights, inputs));
        List<TapeValue> outputs = [embedding, reconstruction];
        if (future is not null)
        {
            var predicted = Hidden(tape, embedding, "future", options.FutureHidden == 0 ? [] : [options.FutureHidden], options, random);
            readers.Add(options.FutureHidden == 0 ? FutureOutputLayer : FutureHead + "0");
            outputs.Add(tape.Dense(predicted, FutureOutputLayer, future.Width, random, BundleFiles.Predicted));
            loss = tape.Add(loss, FutureLoss(tape, outputs[^1], future));
        }
        return new AutoencoderGraph(tape.Build(loss, outputs), inputs, options.Latent, future, readers);
    }

    private static TapeValue Encoder(Tape tape, TapeValue input, TrainingOptions options, StableRandom random)
    {
        var hidden = Hidden(tape, input, "encoder", options.Hidden, options, random);
        if (!options.Skip)
            return tape.Dense(hidden, EncoderOutputLayer, options.Latent, random, BundleFiles.Output);
        var skip = tape.Parameter(Parameter.Weight(SkipWeight, input.Width, options.Latent, random));
        return tape.Affine(input, skip, tape.Dense(hidden, EncoderOutputLayer, options.Latent, random), BundleFiles.Output);
    }

    private static TapeValue Hidden(Tape tape, TapeValue value, string name, IEnumerable<int> widths, TrainingOptions options, StableRandom random)
    {
        foreach (var (h, width) in widths.Index())
        {
            value = tape.Dense(value, $"{name}.{h}", width, random);
            if (options.LayerNorm)
                value = tape.LayerNorm(value, $"{name}.{h}.norm");
            value = tape.Dropout(tape.Activate(value, options.Activation), $"{name}.{h}.mask", options.Dropout);
        }
        return value;
    }

    private static TapeValue FutureLoss(Tape tape, TapeValue predicted, FutureTargets future)
    {
        var target = tape.Input(FutureTarget, -1, future.Width);
        var weight = tape.Input(FutureWeight, -1, future.Width);
        var binaryEnd = future.BinaryStart + future.BinaryCount;
        TapeValue? sum = null;
        Part(0, future.BinaryCount == 0 ? future.Width : future.BinaryStart, tape.SquaredError);
        Part(future.BinaryStart, future.BinaryCount, tape.SigmoidCrossEntropy);
        Part(binaryEnd, future.BinaryCount == 0 ? 0 : future.Width - binaryEnd, tape.SquaredError);
        return sum!;

        void Part(int start, int width, Func<TapeValue, TapeValue, TapeValue, TapeValue> lossOf)
        {
            if (width == 0)
                return;
            var loss = lossOf(tape.Slice(predicted, start, width), tape.Slice(target, start, width), tape.Slice(weight, start, width));
            sum = sum is null ? loss : tape.Add(sum, loss);
        }
    }
}
