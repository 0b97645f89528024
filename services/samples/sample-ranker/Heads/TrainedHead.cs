using Microsoft.ML;
using Microsoft.ML.Data;

namespace UserRep.SampleRanker.Heads;

/// <summary>A head for one encoder version: from vectors of that version to probabilities.</summary>
internal sealed class TrainedHead(MLContext ml, ITransformer model, HeadDescription description)
{
    private readonly SchemaDefinition _schema = HeadRow.Schema(description.Stamp.Dimension);

    public HeadDescription Description => description;

    /// <param name="vectors">[rows, dimension], row by row.</param>
    /// <returns>The probability of each row's user.</returns>
    public float[] Score(ReadOnlyMemory<float> vectors)
    {
        var dimension = description.Stamp.Dimension;
        var rows = new HeadRow[vectors.Length / dimension];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new HeadRow { Vector = vectors.Slice(i * dimension, dimension).ToArray() };
        return [.. model.Transform(ml.Data.LoadFromEnumerable(rows, _schema)).GetColumn<float>("Probability")];
    }

    public void Save(string file) => ml.Model.Save(model, ml.Data.LoadFromEnumerable<HeadRow>([], _schema).Schema, file);
}
