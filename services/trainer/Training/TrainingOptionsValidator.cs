using UserRep.Trainer.ItemVectors;
using UserRep.Trainer.Quantization;

namespace UserRep.Trainer.Training;

public static class TrainingOptionsValidator
{
    // The schema's bound.
    private const int MaxModalities = 8;

    /// <summary>Every option out of its range; empty if none is.</summary>
    public static IReadOnlyList<string> Faults(TrainingOptions o)
    {
        var faults = new List<string>();
        if (o.WindowsDays.Count is < 1 or > 6 || o.WindowsDays.Any(w => w is < 1 or > 3650) || !o.WindowsDays.SequenceEqual(o.WindowsDays.Distinct().Order()))
            faults.Add("windowsDays must be 1 to 6 distinct, ascending numbers of days within 1 to 3650");
        if (o.Hidden.Count > 4 || o.Hidden.Any(h => h is < 1 or > 4096))
            faults.Add("hidden must be at most 4 widths within 1 to 4096");
        if (o.ActionWeights.Any(w => !(w.Value is >= -10 and <= 10)))
            faults.Add("actionWeights must be within -10 to 10");
        if (!Enum.IsDefined(o.Activation))
            faults.Add($"activation {o.Activation} is not one of {string.Join(", ", Enum.GetNames<Activation>())}");
        if (!Enum.IsDefined(o.Quantize))
            faults.Add($"quantize {o.Quantize} is not one of {string.Join(", ", Enum.GetNames<Quantize>())}");
        if (o.Without.Any(p => !Enum.IsDefined(p)) || o.Without.Distinct().Count() < o.Without.Count)
            faults.Add($"without must be distinct ones of {string.Join(", ", Enum.GetNames<InputPart>())}");
        Range("halfLifeDays", o.HalfLifeDays, 0.01, 3650);
        Range("defaultActionWeight", o.DefaultActionWeight, 0, 10);
        Range("itemVectors.collaborativeDimension", o.ItemVectors.CollaborativeDimension, 0, 512);
        Range("itemVectors.contentDimension", o.ItemVectors.ContentDimension, 0, 512);
        Range("itemVectors.categoryDimension", o.ItemVectors.CategoryDimension, 0, 512);
        Range("itemVectors.minCount", o.ItemVectors.MinCount, 1, 1_000_000);
        Range("itemVectors.windowDays", o.ItemVectors.WindowDays, 1, 3650);
        Range("itemVectors.neighbours", o.ItemVectors.Neighbours, 1, 1_000);
        Range("attributeSlots", o.AttributeSlots, 1, 256);
        Range("latent", o.Latent, 2, 1024);
        Range("dropout", o.Dropout, 0, 0.9);
        Range("futureWeight", o.FutureWeight, 0, 100);
        Range("futureHidden", o.FutureHidden, 0, 4096);
        Range("blockNoise", o.BlockNoise, 0, 0.9);
        Range("entryNoise", o.EntryNoise, 0, 0.9);
        Range("lossWeights.window", o.LossWeights.Window, 0, 100);
        Range("lossWeights.onboarding", o.LossWeights.Onboarding, 0, 100);
        Range("lossWeights.attribute", o.LossWeights.Attribute, 0, 100);
        Range("lossWeights.counts", o.LossWeights.Counts, 0, 100);
        Range("lossWeights.flags", o.LossWeights.Flags, 0, 100);
        Range("lossWeights.rhythm", o.LossWeights.Rhythm, 0, 100);
        Range("lossWeights.timing", o.LossWeights.Timing, 0, 100);
        Range("rhythmDays", o.RhythmDays, 0, 366);
        Range("timingStretches", o.TimingStretches, 0, 64);
        if (o.LossWeights is { Window: 0, Onboarding: 0, Attribute: 0, Counts: 0, Flags: 0, Rhythm: 0, Timing: 0 })
            faults.Add("lossWeights must not all be 0");
        Range("future.active", o.Future.Active, 0, 100);
        Range("future.groups", o.Future.Groups, 0, 100);
        Range("future.counts", o.Future.Counts, 0, 100);
        Range("future.items", o.Future.Items, 0, 100);
        if (o.Future is { Active: 0, Groups: 0, Counts: 0, Items: 0 })
            faults.Add("future must have a weight above 0; to leave it out set futureWeight to 0");
        if (o.Future.HorizonsDays.Count is < 1 or > 4 || o.Future.HorizonsDays.Any(h => h is < 1 or > 366) || !o.Future.HorizonsDays.SequenceEqual(o.Future.HorizonsDays.Distinct().Order()))
            faults.Add("future.horizonsDays must be 1 to 4 distinct, ascending numbers of days within 1 to 366");
        if (o.ItemVectors is { CollaborativeDimension: 0, ContentDimension: 0, CategoryDimension: 0, Given.Count: 0 })
            faults.Add("itemVectors must have a collaborativeDimension, a contentDimension or a categoryDimension above 0, or be given");
        if (o.ItemVectors.Given.Any(g => g.Key.Length is < 1 or > 64 || !g.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || g.Value.Length == 0))
            faults.Add("itemVectors.given must have names of 1 to 64 letters, digits, '-' and '_', each with a file");
        if (o.ItemVectors.Given.Keys.Concat([ItemLearner.Collaborative, ItemLearner.Content, ItemLearner.Category]).Distinct().Count() > MaxModalities)
            faults.Add($"itemVectors.given has {o.ItemVectors.Given.Count} modalities, with the learnt ones at most {MaxModalities} are possible");
        Range("rowsPerUser", o.RowsPerUser, 1, 64);
        Range("maxRows", o.MaxRows, 100, 10_000_000);
        Range("leaveOut", o.LeaveOut, 0, 0.9);
        Range("heldOut", o.HeldOut, 0.01, 0.5);
        Range("batchSize", o.BatchSize, 8, 8192);
        Range("epochs", o.Epochs, 1, 1000);
        Range("patience", o.Patience, 1, 1000);
        Range("learningRate", o.LearningRate, 1e-8, 1);
        Range("weightDecay", o.WeightDecay, 0, 1);
        Range("checkpointSeconds", o.CheckpointSeconds, 0, 86_400);
        Range("threads", o.Threads, 1, 64);
        return faults;

        void Range(string name, double value, double low, double high)
        {
            // Written so that NaN is a fault too.
            if (!(value >= low && value <= high))
                faults.Add($"{name} is {value}, must be {low} to {high}");
        }
    }
}
