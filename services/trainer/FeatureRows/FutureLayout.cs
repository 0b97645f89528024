using UserRep.Trainer.Training;

namespace UserRep.Trainer.FeatureRows;

/// <summary>
/// Where each target of the second objective lies: per horizon whether the user is active and which item groups they act on
/// (0 or 1), then per horizon how much, then the pooled vectors of the items of the longest horizon.
/// </summary>
internal sealed class FutureLayout(FutureOptions options, int groups, int itemWidth)
{
    /// <summary>Events, active days, distinct items (all log1p).</summary>
    public const int CountsPerHorizon = 3;

    public IReadOnlyList<int> HorizonsDays => options.HorizonsDays;

    public int Groups => groups;

    /// <summary>The targets [0, BinaryWidth) are yes or no, the others numbers.</summary>
    public int BinaryWidth => options.HorizonsDays.Count * (1 + groups);

    public int Counts => BinaryWidth;

    public int Items => Counts + options.HorizonsDays.Count * CountsPerHorizon;

    public int Width => options.Weight > 0 ? Items + itemWidth : 0;

    public int Active(int horizon) => horizon * (1 + groups);

    /// <summary>Per target, its share of the loss; what one row doesn't know is left out of that row.</summary>
    public float[] Weights()
    {
        var weights = new float[Width];
        if (weights.Length == 0)
            return weights;
        var total = options.Active + (groups > 0 ? options.Groups : 0) + options.Counts + (itemWidth > 0 ? options.Items : 0);
        var horizons = options.HorizonsDays.Count;
        for (var h = 0; h < horizons; h++)
        {
            weights[Active(h)] = Share(options.Active, horizons);
            weights.AsSpan(Active(h) + 1, groups).Fill(Share(options.Groups, horizons * groups));
        }
        weights.AsSpan(Counts..Items).Fill(Share(options.Counts, Items - Counts));
        weights.AsSpan(Items).Fill(Share(options.Items, itemWidth));
        return weights;

        float Share(double weight, int among) => (float)(options.Weight * weight / total / Math.Max(1, among));
    }
}
