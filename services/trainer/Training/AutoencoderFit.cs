using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Networks;

namespace UserRep.Trainer.Training;

/// <summary>Fits the weights: mini-batches, Adam, and the best weights by held-out loss.</summary>
internal sealed class AutoencoderFit(AutoencoderGraph graph, WeightSet weights, float[] lossWeights, Corruption corruption, TrainingOptions options, TimeProvider time)
{
    // Streams of noise: one per (epoch, row); the held-out rows' noise is the same in every epoch, so that losses compare.
    private const ulong FitStream = 1UL << 40;
    private const ulong HeldOutStream = 1UL << 60;

    // The learning rate ends at this share of its peak.
    private const double FinalRate = 0.03;

    private readonly StableRandom _noise = new(0);

    public FitResult Run(RowSet fit, RowSet heldOut, Action<EpochLog> report, CancellationToken cancellationToken)
    {
        using var session = Sessions.Open(graph.Model, options.Threads);
        using var evaluator = new Evaluator(graph, weights, lossWeights, options);
        using var run = new BoundRun(session, graph, weights, lossWeights, Math.Min(options.BatchSize, fit.Count), gradients: true);
        var adam = new Adam(weights);
        var order = Enumerable.Range(0, fit.Count).ToArray();
        var steps = fit.Count / run.Rows;
        var log = new List<EpochLog>();
        var best = weights.Copy();
        var (bestLoss, bestEpoch) = (double.MaxValue, -1);
        for (var epoch = 0; epoch < options.Epochs && epoch - bestEpoch <= options.Patience; epoch++)
        {
            var started = time.GetTimestamp();
            new StableRandom((ulong)options.Seed, FitStream - 1 - (ulong)epoch).Shuffle<int>(order);
            var (loss, rate) = (0.0, 0.0);
            for (var step = 0; step < steps; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Fill(run, fit, order.AsSpan(step * run.Rows, run.Rows), FitStream * (ulong)(epoch + 1));
                run.Run();
                loss += run.Loss / run.Rows;
                rate = Rate(epoch * steps + step, steps);
                adam.Step(run.Gradients, rate);
            }
            var heldOutLoss = evaluator.Loss(heldOut, (r, rows) => Fill(r, heldOut, rows, HeldOutStream));
            if (!double.IsFinite(loss) || !double.IsFinite(heldOutLoss))
                return new FitResult(heldOutLoss, log, $"training diverged in epoch {epoch + 1}: the loss is no number; lower learningRate");
            log.Add(new EpochLog(epoch + 1, loss / steps, heldOutLoss, rate, time.GetElapsedTime(started).TotalSeconds));
            report(log[^1]);
            if (heldOutLoss >= bestLoss)
                continue;
            (bestLoss, bestEpoch, best) = (heldOutLoss, epoch, weights.Copy());
        }
        weights.Restore(best);
        return new FitResult(bestLoss, log);
    }

    private void Fill(BoundRun run, RowSet rows, ReadOnlySpan<int> which, ulong stream)
    {
        for (var i = 0; i < which.Length; i++)
        {
            var features = rows.Features(which[i]);
            features.CopyTo(run.Target[(i * graph.Inputs)..]);
            var input = run.Input.Slice(i * graph.Inputs, graph.Inputs);
            features.CopyTo(input);
            _noise.Restart((ulong)options.Seed, stream + (ulong)which[i]);
            corruption.Apply(input, _noise);
        }
    }

    /// <summary>Rises over the first epoch, then falls along a cosine.</summary>
    private double Rate(int step, int stepsPerEpoch)
    {
        if (step < stepsPerEpoch)
            return options.LearningRate * (step + 1) / stepsPerEpoch;
        var share = (step - stepsPerEpoch) / (double)Math.Max(1, (options.Epochs - 1) * stepsPerEpoch);
        return options.LearningRate * (FinalRate + (1 - FinalRate) * 0.5 * (1 + Math.Cos(Math.PI * share)));
    }
}
