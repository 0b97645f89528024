using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Networks.Ops;
using UserRep.Trainer.Networks.Tapes;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Networks.Models;

/// <summary>
/// VAE-CF, Mult-VAE of Liang et al. 2018: a variational autoencoder of users' item counts with a multinomial likelihood. A
/// user's vector is the mean of the posterior.
/// </summary>
public sealed class VaeCf : IDisposable
{
    private const string Mean = "mean";
    private const string Logits = "logits";

    private readonly TrainingGraph _graph;
    private readonly WeightSet _weights;
    private readonly VaeCfOptions _options;
    private readonly int _items;

    private VaeCf(int items, VaeCfOptions options)
    {
        (_items, _options) = (items, options);
        _graph = Build(items, options);
        _weights = new WeightSet(_graph.Parameters);
    }

    /// <summary>Of the weights.</summary>
    public long Bytes => _weights.Tensors.Sum(t => t.Values.LongLength) * sizeof(float);

    /// <summary>Called per row, from several threads at once; the span is only good for the call.</summary>
    public delegate void RowReader(int row, ReadOnlySpan<float> values);

    /// <param name="rows">Users by items: counts or weights.</param>
    public static ModelFit<VaeCf> Fit(SparseRows rows, VaeCfOptions options, CancellationToken cancellationToken = default)
    {
        var faults = options.Faults().ToList();
        rows.Check(faults);
        if (faults.Count > 0)
            return ModelFit<VaeCf>.Failed(faults);
        var (fit, heldOut) = HoldOut.Split(rows.Count, options);
        if (fit.Length == 0 || heldOut.Length == 0)
            return ModelFit<VaeCf>.Failed($"{rows.Count} rows are too few: {fit.Length} to fit and {heldOut.Length} held out");
        var model = new VaeCf(rows.Width, options);
        FitResult result;
        try
        {
            var annealSteps = options.AnnealEpochs * (fit.Length / Math.Min(fit.Length, options.BatchSize));
            // The clock only measures epochs; nothing of it is in the model.
            result = new NetworkFit(model._graph, model._weights, options.Settings, TimeProvider.System).Run(
                new VaeCfBatches(rows, fit, options.Dropout, options.KlWeight, annealSteps, options.Seed),
                new VaeCfBatches(rows, heldOut, 0, options.KlWeight, 0, options.Seed),
                new FitState(model._weights), _ => { }, cancellationToken);
        }
        catch
        {
            model.Dispose();
            throw;
        }
        if (result.Fault is null)
            return new ModelFit<VaeCf>(model, [], result.HeldOutLoss, result.Epochs.Count);
        model.Dispose();
        return ModelFit<VaeCf>.Failed(result.Fault);
    }

    /// <returns>Vectors, [rows, latent], row-major. A user without items has one too: that of an empty input.</returns>
    /// <exception cref="ArgumentException">The rows are malformed or of another width than those of the fit.</exception>
    public float[] Encode(SparseRows rows)
    {
        var vectors = new float[rows.Count * _options.Latent];
        Run(rows, Mean, _options.Latent, (row, values) => values.CopyTo(vectors.AsSpan(row * _options.Latent)));
        return vectors;
    }

    /// <summary>A logit per item for each user, those the user has included. Row by row, as all of them may not fit into memory.</summary>
    /// <exception cref="ArgumentException">The rows are malformed or of another width than those of the fit.</exception>
    public void Score(SparseRows rows, RowReader read) => Run(rows, Logits, _items, read);

    public void Dispose() => _weights.Dispose();

    private void Run(SparseRows rows, string output, int width, RowReader read)
    {
        var faults = new List<string>();
        rows.Check(faults);
        if (rows.Width != _items)
            faults.Add($"rows: {rows.Width} items, the model was fitted with {_items}");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join("; ", faults), nameof(rows));
        using var pass = new ForwardPass(_graph.Inference(output), _weights, _options.BatchSize, _options.Threads);
        pass.Run(rows.Count, Fill, (first, run) =>
        {
            for (var i = 0; i < run.Rows; i++)
                read(first + i, run[output].AsSpan(i * width, width));
        });

        void Fill(BoundRun run, ReadOnlySpan<int> which)
        {
            for (var i = 0; i < which.Length; i++)
                VaeCfBatches.Write(rows, which[i], run[VaeCfBatches.Input].AsSpan(i * _items, _items));
        }
    }

    private static TrainingGraph Build(int items, VaeCfOptions options)
    {
        var random = new StableRandom((ulong)options.Seed, stream: 2);
        var tape = new Tape();
        var hidden = Hidden(tape, tape.Input(VaeCfBatches.Input, -1, items), "encoder", options.Hidden, random);
        var mean = tape.Dense(hidden, "encoder.mean", options.Latent, random, Mean);
        var logVariance = tape.Dense(hidden, "encoder.log_variance", options.Latent, random);
        var noise = tape.Mul(tape.Exp(tape.Scale(logVariance, 0.5f)), tape.Noise(new RandomInput("noise"), -1, options.Latent));
        var sample = tape.Add(mean, noise);
        tape.Bypass(sample, mean);
        var decoded = Hidden(tape, sample, "decoder", options.Hidden.Reverse(), random);
        var logits = tape.Dense(decoded, "decoder.out", items, random, Logits);
        var likelihood = tape.SoftmaxCrossEntropy(logits, tape.Input(VaeCfBatches.Counts, -1, items));
        return tape.Build(tape.Add(likelihood, tape.Mul(tape.GaussianKl(mean, logVariance), tape.Input(VaeCfBatches.KlWeight))), mean, logits);
    }

    private static TapeValue Hidden(Tape tape, TapeValue value, string name, IEnumerable<int> widths, StableRandom random)
    {
        foreach (var (h, width) in widths.Index())
            value = tape.Activate(tape.Dense(value, $"{name}.{h}", width, random), Activation.Tanh);
        return value;
    }
}
