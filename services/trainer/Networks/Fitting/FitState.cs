using System.Diagnostics.CodeAnalysis;

namespace UserRep.Trainer.Networks.Fitting;

/// <summary>
/// All that a fit needs to go on as if it had never stopped, between two epochs. Order and noise are drawn anew from (seed,
/// epoch, row or step), so there is no random state to keep. The arrays are the fit's own: write them out before going on.
/// </summary>
internal sealed record FitState(AdamState Adam)
{
    /// <summary>The weights' present values, and nothing learnt yet: the start of a fit, a warm one too.</summary>
    [SetsRequiredMembers]
    public FitState(WeightSet weights) : this(new AdamState(weights)) => Weights = weights.Values;

    /// <summary>Per parameter, in the graph's order.</summary>
    public required float[][] Weights { get; set; }

    /// <summary>Epochs done.</summary>
    public int Epochs { get; set; }

    /// <summary>The epoch, from 0, that gave the best held-out loss; -1 before the first.</summary>
    public int BestEpoch { get; set; } = -1;

    public double BestLoss { get; set; } = double.MaxValue;

    /// <summary>Weights of the best epoch; null before the first.</summary>
    public float[][]? Best { get; set; }

    public List<EpochLog> Log { get; init; } = [];
}
