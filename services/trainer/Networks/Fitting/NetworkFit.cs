using UserRep.Trainer.Networks.Tapes;

namespace UserRep.Trainer.Networks.Fitting;

/// <summary>Fits a network's weights: mini-batches, Adam, early stopping, and the best weights by held-out loss.</summary>
internal sealed class NetworkFit(TrainingGraph graph, WeightSet weights, FitSettings settings, TimeProvider time)
{
    // Streams of the rows' order, one per epoch, apart from the streams of noise.
    private const ulong OrderStream = (1UL << 40) - 1;

    /// <param name="state">Where to begin; on return where the fit stopped, save that the weights are the best.</param>
    /// <param name="epochDone">Called after each epoch, with <paramref name="state"/> up to date: the place to write a checkpoint.</param>
    public FitResult Run(IBatchSource fit, IBatchSource heldOut, FitState state, Action<FitState> epochDone, CancellationToken cancellationToken)
    {
        weights.Restore(state.Weights);
        state.Weights = weights.Values;
        using var lanes = new Lanes(graph, weights, Math.Min(settings.BatchSize, fit.Count), settings, cancellationToken);
        using var evaluation = new ForwardPass(graph.Evaluation, weights, settings.BatchSize, settings.Threads);
        var adam = new Adam(weights, state.Adam, lanes.Runs, settings.WeightDecay, settings.Threads);
        var order = new int[fit.Count];
        for (; state.Epochs < settings.Epochs && state.Epochs - state.BestEpoch <= settings.Patience; state.Epochs++, epochDone(state))
        {
            var started = time.GetTimestamp();
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
            new StableRandom((ulong)settings.Seed, OrderStream - (ulong)state.Epochs).Shuffle<int>(order);
            var (loss, rate) = Epoch(lanes, fit, order, adam, state.Epochs, cancellationToken);
            var heldOutLoss = HeldOutLoss(evaluation, heldOut, state.Epochs);
            if (!double.IsFinite(loss) || !double.IsFinite(heldOutLoss))
                return new FitResult(heldOutLoss, state.Log, $"training diverged in epoch {state.Epochs + 1}: the loss is no number; lower learningRate");
            state.Log.Add(new EpochLog(state.Epochs + 1, loss, heldOutLoss, rate, time.GetElapsedTime(started).TotalSeconds));
            if (heldOutLoss < state.BestLoss)
                (state.BestLoss, state.BestEpoch, state.Best) = (heldOutLoss, state.Epochs, weights.Copy());
        }
        if (state.Best is { } best)
            weights.Restore(best);
        return new FitResult(state.BestLoss, state.Log);
    }

    private (double Loss, double Rate) Epoch(Lanes lanes, IBatchSource fit, int[] order, Adam adam, int epoch, CancellationToken cancellationToken)
    {
        var steps = fit.Count / lanes.Rows;
        var (loss, rate) = (0.0, 0.0);
        for (var s = 0; s < steps; s++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = epoch * steps + s;
            loss += lanes.Step(fit, order.AsMemory(s * lanes.Rows, lanes.Rows), epoch, step);
            rate = settings.RateAt(step, steps);
            adam.Step(rate);
        }
        return (loss / steps, rate);
    }

    private double HeldOutLoss(ForwardPass evaluation, IBatchSource heldOut, int epoch)
    {
        // Added up in the order of the rows, not in that in which lanes come by.
        var losses = new double[heldOut.Count];
        evaluation.Run(heldOut.Count, (run, rows) => heldOut.Fill(run, rows, epoch, 0), (first, run) => losses[first] = run[Tape.Loss][0]);
        return losses.Sum() / heldOut.Count;
    }
}
