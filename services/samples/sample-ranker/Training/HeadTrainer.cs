using Microsoft.ML;
using UserRep.Contracts.Events;
using UserRep.SampleRanker.Heads;

namespace UserRep.SampleRanker.Training;

/// <summary>A logistic regression on the vectors: the smallest head there is. One in five users is held out to tell how good it is.</summary>
internal static class HeadTrainer
{
    public const string DefaultLabel = "plays_7d";

    private const int Seed = 1;
    private const ulong HeldOutOf = 5;

    /// <exception cref="InvalidDataException">Nothing can be learnt of the set.</exception>
    public static TrainedHead Train(TrainingSet set, string label)
    {
        var (train, heldOut) = (new List<HeadRow>(), new List<HeadRow>());
        for (var i = 0; i < set.Labels.Length; i++)
        {
            var row = new HeadRow { Vector = set.Vectors.AsSpan(i * set.Stamp.Dimension, set.Stamp.Dimension).ToArray(), Label = set.Labels[i] };
            // By user: rows of one person must not stand on both sides.
            (StableHash.Of(set.Users[i]) % HeldOutOf == 0 ? heldOut : train).Add(row);
        }
        if (!Differ(train))
            throw new InvalidDataException($"the label {label} is the same in all {train.Count} rows to train on; take other times");
        var ml = new MLContext(Seed);
        var schema = HeadRow.Schema(set.Stamp.Dimension);
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(HeadRow.Label), nameof(HeadRow.Vector)).Fit(ml.Data.LoadFromEnumerable(train, schema));
        double? auc = Differ(heldOut) ? ml.BinaryClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(heldOut, schema))).AreaUnderRocCurve : null;
        return new TrainedHead(ml, model, new HeadDescription(set.Stamp, label, train.Count, heldOut.Count, auc));
    }

    private static bool Differ(List<HeadRow> rows) => rows.Exists(r => r.Label) && rows.Exists(r => !r.Label);
}
