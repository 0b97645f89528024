using UserRep.Trainer.Networks;
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

    public int Width => Items + itemWidth;

    /// <summary>Whether anything that these events have is weighed at all.</summary>
    public bool IsEmpty => TotalWeight == 0;

    private double TotalWeight => options.Active + (groups > 0 ? options.Groups : 0) + options.Counts + (itemWidth > 0 ? options.Items : 0);

    public int Active(int horizon) => horizon * (1 + groups);

    /// <summary>What one row doesn't know is left out of that row.</summary>
    public FutureTargets Targets() => new(Weights(), 0, BinaryWidth);

    /// <summary>Per target, its share of the loss, summing to 1.</summary>
    private float[] Weights()
    {
        var weights = new float[Width];
        var horizons = options.HorizonsDays.Count;
        for (var h = 0; h < horizons; h++)
        {
            weights[Active(h)] = Share(options.Active, horizons);
            weights.AsSpan(Active(h) + 1, groups).Fill(Share(options.Groups, horizons * groups));
        }
        weights.AsSpan(Counts..Items).Fill(Share(options.Counts, Items - Counts));
        weights.AsSpan(Items).Fill(Share(options.Items, itemWidth));
        return weights;

        float Share(double weight, int among) => (float)(weight / TotalWeight / Math.Max(1, among));
    }

    /// <summary>Numbers to mean 0 and variance 1 over the rows to fit, pooled vectors as a whole, so that their weights mean what they say.</summary>
    public void Standardise(RowSet fit, RowSet heldOut)
    {
        for (var c = Counts; c < Items; c++)
            Standardise(fit, heldOut, c, 1);
        Standardise(fit, heldOut, Items, itemWidth);
    }

    private static void Standardise(RowSet fit, RowSet heldOut, int start, int width)
    {
        var (mean, square, count) = (new double[width], 0.0, 0);
        Each(fit, values =>
        {
            count++;
            for (var i = 0; i < width; i++)
                mean[i] += values[i];
        });
        if (count == 0)
            return;
        for (var i = 0; i < width; i++)
            mean[i] /= count;
        Each(fit, values =>
        {
            for (var i = 0; i < width; i++)
                square += (values[i] - mean[i]) * (values[i] - mean[i]);
        });
        var scale = square > 0 ? 1 / Math.Sqrt(square / count / width) : 1;
        foreach (var rows in (RowSet[])[fit, heldOut])
            Each(rows, values =>
            {
                for (var i = 0; i < width; i++)
                    values[i] = (float)((values[i] - mean[i]) * scale);
            });

        void Each(RowSet rows, Visit visit)
        {
            for (var r = 0; r < rows.Count; r++)
            {
                if (rows.Future(r) is { IsEmpty: false } future && !float.IsNaN(future[start]))
                    visit(future.Slice(start, width));
            }
        }
    }

    private delegate void Visit(Span<float> values);
}
