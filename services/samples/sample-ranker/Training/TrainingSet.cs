using Parquet;
using Parquet.Data;
using Parquet.Schema;
using UserRep.Contracts.TrainingSets;

namespace UserRep.SampleRanker.Training;

/// <summary>What <c>userrep export</c> wrote: vectors as of the times of labels, and the stamp that says of which version.</summary>
/// <param name="Vectors">[rows, dimension], row by row.</param>
internal sealed record TrainingSet(TrainingSetStamp Stamp, IReadOnlyList<string> Users, float[] Vectors, bool[] Labels)
{
    /// <exception cref="InvalidDataException">It is no training set, was altered, or has no such label.</exception>
    public static async Task<TrainingSet> ReadAsync(string path, string label, CancellationToken ct = default)
    {
        try
        {
            await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: ct);
            if (TrainingSetMetadata.Read(reader.CustomMetadata) is not { } stamp || stamp.Sign() != stamp.Signature)
                throw new InvalidDataException($"{path} has no stamp of a training set, or an altered one");
            if (!stamp.Columns.Contains($"{label}:whole"))
                throw new InvalidDataException($"{path} has no label {label} of whole numbers; it has {string.Join(", ", stamp.Columns)}");
            var set = new TrainingSet(stamp, new string[stamp.Rows], new float[stamp.Rows * stamp.Dimension], new bool[stamp.Rows]);
            var rows = 0;
            for (var g = 0; g < reader.RowGroupCount; g++)
                rows += await set.ReadGroupAsync(reader, g, label, rows, ct);
            return rows == stamp.Rows ? set : throw new InvalidDataException($"{path} has {rows} rows, its stamp says {stamp.Rows}");
        }
        catch (Exception e) when (e is ParquetException or IOException or ArgumentException)
        {
            throw new InvalidDataException($"{path} can't be read: {e.Message}", e);
        }
    }

    private async Task<int> ReadGroupAsync(ParquetReader reader, int number, string label, int from, CancellationToken ct)
    {
        using var group = reader.OpenRowGroupReader(number);
        var fields = reader.Schema.GetDataFields();
        DataField Field(string name) => fields.FirstOrDefault(f => f.Path.FirstPart == name) ?? throw new InvalidDataException($"there is no column {name}");
        var count = (int)group.RowCount;
        if (from + count > Users.Count)
            throw new InvalidDataException($"there are more rows than the stamp's {Stamp.Rows}");
        var (users, labels) = (new string?[count], new long?[count]);
        await group.ReadAsync(Field("user_id"), users.AsMemory(), cancellationToken: ct);
        await group.ReadAsync<long>(Field(label), labels.AsMemory(), cancellationToken: ct);
        using var vectors = (RawColumnData<float>)await group.ReadRawColumnDataBaseAsync(Field("embedding"), ct);
        if (vectors.Values.Length != count * Stamp.Dimension)
            throw new InvalidDataException($"its vectors have {vectors.Values.Length} values, must be {count} of {Stamp.Dimension}");
        vectors.Values.CopyTo(Vectors.AsSpan(from * Stamp.Dimension));
        for (var i = 0; i < count; i++)
        {
            ((string[])Users)[from + i] = users[i] ?? "";
            Labels[from + i] = labels[i] is > 0;
        }
        return count;
    }
}
