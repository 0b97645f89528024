using Microsoft.ML.Data;

namespace UserRep.SampleRanker.Heads;

/// <summary>A row as ML.NET takes it.</summary>
internal sealed class HeadRow
{
    public float[] Vector { get; init; } = [];

    public bool Label { get; init; }

    /// <summary>ML.NET has to be told how long vectors are.</summary>
    public static SchemaDefinition Schema(int dimension)
    {
        var schema = SchemaDefinition.Create(typeof(HeadRow));
        schema[nameof(Vector)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimension);
        return schema;
    }
}
