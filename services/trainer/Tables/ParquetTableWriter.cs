using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace UserRep.Trainer.Tables;

/// <summary>Writes row groups as they fill.</summary>
internal sealed class ParquetTableWriter : ITableWriter
{
    private const int GroupRows = 65_536;

    private readonly Stream _stream;
    private readonly DataField[] _fields;
    private readonly ParquetWriter _writer;
    private readonly List<string>[] _columns;

    public ParquetTableWriter(Stream stream, IReadOnlyList<TableColumn> columns)
    {
        _stream = stream;
        _fields = [.. columns.Select(Field)];
        _columns = [.. columns.Select(_ => new List<string>())];
        _writer = ParquetWriter.CreateAsync(new ParquetSchema(_fields), stream).GetAwaiter().GetResult();
    }

    public void Write(params ReadOnlySpan<string> fields)
    {
        for (var c = 0; c < _columns.Length; c++)
            _columns[c].Add(fields[c]);
        if (_columns[0].Count == GroupRows)
            Flush();
    }

    public void Dispose()
    {
        Flush();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private static DataField Field(TableColumn column) => column.Kind switch
    {
        ColumnKind.Whole => new DataField<long?>(column.Name),
        ColumnKind.Number => new DataField<double?>(column.Name),
        _ => new DataField<string>(column.Name),
    };

    private void Flush()
    {
        if (_columns[0].Count == 0)
            return;
        using var group = _writer.CreateRowGroup();
        for (var c = 0; c < _fields.Length; c++)
            WriteAsync(group, _fields[c], _columns[c]).GetAwaiter().GetResult();
        group.CompleteValidate();
        foreach (var column in _columns)
            column.Clear();
    }

    private static async Task WriteAsync(ParquetRowGroupWriter group, DataField field, List<string> values)
    {
        if (field.ClrType == typeof(long))
            await group.WriteAsync<long>(field, values.Select(v => v.Length == 0 ? null : (long?)long.Parse(v, CultureInfo.InvariantCulture)).ToArray().AsMemory());
        else if (field.ClrType == typeof(double))
            await group.WriteAsync<double>(field, values.Select(v => v.Length == 0 ? null : (double?)double.Parse(v, CultureInfo.InvariantCulture)).ToArray().AsMemory());
        else
            await group.WriteAsync(field, values);
    }
}
