namespace UserRep.Trainer.Networks.Fitting;

/// <summary>How a network is fitted; whoever offers these as options checks their ranges.</summary>
/// <param name="Patience">Epochs without a better held-out loss before the fit stops.</param>
/// <param name="LearningRate">Adam's peak step; rises over the first epoch, then falls along a cosine.</param>
/// <param name="WeightDecay">Decoupled; 0 for none.</param>
internal sealed record FitSettings(int BatchSize, int Epochs, int Patience, double LearningRate, double WeightDecay, int Threads, int Seed)
{
    // The learning rate ends at this share of its peak.
    private const double FinalRate = 0.03;

    public double RateAt(int step, int stepsPerEpoch)
    {
        if (step < stepsPerEpoch)
            return LearningRate * (step + 1) / stepsPerEpoch;
        var share = (step - stepsPerEpoch) / (double)Math.Max(1, (Epochs - 1) * stepsPerEpoch);
        return LearningRate * (FinalRate + (1 - FinalRate) * 0.5 * (1 + Math.Cos(Math.PI * share)));
    }
}
