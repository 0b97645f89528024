using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace UserRep.Trainer.ItemVectors;

/// <summary>Vectors as one list per row of a Parquet file.</summary>
internal static class ParquetVectors
{
    private const string ItemsOfList = "/";

    /// <returns>False, and nothing read, if the file isn't Parquet or has no such column.</returns>
    public static bool TryRead(string path, ItemVectorRows rows) => TryReadAsync(path, rows).GetAwaiter().GetResult();

    private static async Task<bool> TryReadAsync(string path, ItemVectorRows rows)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var mark = new byte[4];
        var read = file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (read < mark.Length || !mark.AsSpan().SequenceEqual("PAR1"u8))
            return false;
        await using var reader = await ParquetReader.CreateAsync(file);
        var fields = reader.Schema.GetDataFields();
        var id = fields.FirstOrDefault(f => f.Path.ToString() == ItemVectorFile.IdColumn && f.MaxRepetitionLevel == 0);
        var values = fields.FirstOrDefault(f => f.Path.ToString().StartsWith(ItemVectorFile.VectorColumn + ItemsOfList, StringComparison.Ordinal) && f.MaxRepetitionLevel == 1);
        if (values is null)
            return false;
        if (id is null || (id.ClrType != typeof(string) && id.ClrType != typeof(ReadOnlyMemory<char>)))
            rows.Fail($"must have a column {ItemVectorFile.IdColumn} of strings");
        else if (values.ClrType != typeof(float) && values.ClrType != typeof(double))
            rows.Fail($"the lists of {ItemVectorFile.VectorColumn} must be of float or double, are of {values.ClrType.Name}");
        else
        {
            var row = 0L;
            for (var g = 0; g < reader.RowGroupCount; g++)
                row = await ReadGroupAsync(reader.OpenRowGroupReader(g), id, values, rows, row);
        }
        return true;
    }

    private static async Task<long> ReadGroupAsync(ParquetRowGroupReader group, DataField idField, DataField valueField, ItemVectorRows rows, long row)
    {
        var ids = new string?[group.RowCount];
        await group.ReadAsync(idField, ids.AsMemory()!);
        var lists = valueField.ClrType == typeof(float) ? await ListsAsync<float>(group, valueField) : await ListsAsync<double>(group, valueField);
        if (lists.Count != ids.Length)
            throw new InvalidDataException($"{ids.Length} ids but {lists.Count} vectors in a row group");
        for (var i = 0; i < ids.Length; i++)
            rows.Add(++row, ids[i] ?? "", [.. lists[i]]);
        return row;
    }

    /// <summary>Puts the lists together again: repetition level 0 begins a row, only the highest definition level carries a value.</summary>
    private static async Task<List<List<float>>> ListsAsync<T>(ParquetRowGroupReader group, DataField field) where T : struct, System.Numerics.INumber<T>
    {
        using var column = (RawColumnData<T>)await group.ReadRawColumnDataBaseAsync(field);
        var lists = new List<List<float>>();
        var repetition = column.RepetitionLevels;
        var definition = column.DefinitionLevels;
        var values = column.Values;
        var next = 0;
        for (var i = 0; i < repetition.Length; i++)
        {
            if (repetition[i] == 0)
                lists.Add([]);
            if (definition.Length == 0 || definition[i] == field.MaxDefinitionLevel)
                lists[^1].Add(float.CreateSaturating(values[next++]));
            else if (field.IsNullable && definition[i] == field.MaxDefinitionLevel - 1)
                lists[^1].Add(float.NaN);
        }
        return lists;
    }
}
