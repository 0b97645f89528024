using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace UserRep.Trainer.Tables;

/// <summary>Reads a Parquet file one row group at a time, as text, so that one mapping and one set of checks serve both formats.</summary>
internal sealed class ParquetTableReader : ITableReader
{
    private readonly Stream _file;
    private readonly ParquetReader _reader;
    private readonly DataField[] _fields;
    private string[][] _group = [];
    private int _nextGroup;
    private int _row = -1;

    public ParquetTableReader(Stream file)
    {
        _file = file;
        _reader = ParquetReader.CreateAsync(file).GetAwaiter().GetResult();
        _fields = [.. _reader.Schema.GetDataFields()];
        Columns = [.. _fields.Select(f => f.Name)];
    }

    public IReadOnlyList<string> Columns { get; }

    public long Line { get; private set; }

    public string this[int column] => column < _group.Length ? _group[column][_row] : "";

    public bool Read()
    {
        while (_group.Length == 0 || _row + 1 >= _group[0].Length)
        {
            if (_nextGroup >= _reader.RowGroupCount || _fields.Length == 0)
                return false;
            _group = Group(_nextGroup++);
            _row = -1;
        }
        _row++;
        Line++;
        return true;
    }

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file.Dispose();
    }

    private string[][] Group(int number)
    {
        try
        {
            using var group = _reader.OpenRowGroupReader(number);
            return [.. _fields.Select(f => Column(group, f))];
        }
        catch (ParquetException e)
        {
            throw new InvalidDataException($"row group {number + 1}: {e.Message}", e);
        }
    }

    private static string[] Column(ParquetRowGroupReader group, DataField field) => Type.GetTypeCode(field.ClrType) switch
    {
        TypeCode.String => Strings(group, field),
        TypeCode.Boolean => Values<bool>(group, field),
        TypeCode.Byte => Values<byte>(group, field),
        TypeCode.SByte => Values<sbyte>(group, field),
        TypeCode.Int16 => Values<short>(group, field),
        TypeCode.UInt16 => Values<ushort>(group, field),
        TypeCode.Int32 => Values<int>(group, field),
        TypeCode.UInt32 => Values<uint>(group, field),
        TypeCode.Int64 => Values<long>(group, field),
        TypeCode.UInt64 => Values<ulong>(group, field),
        TypeCode.Single => Values<float>(group, field),
        TypeCode.Double => Values<double>(group, field),
        TypeCode.Decimal => Values<decimal>(group, field),
        TypeCode.DateTime => Values<DateTime>(group, field),
        // A column of lists or bytes can't hold what a mapping asks for; it reads as empty.
        _ => Empty(group),
    };

    private static string[] Strings(ParquetRowGroupReader group, DataField field)
    {
        if (field.IsArray)
            return Empty(group);
        var values = new string?[group.RowCount];
        group.ReadAsync(field, values.AsMemory()!).AsTask().GetAwaiter().GetResult();
        return [.. values.Select(v => v ?? "")];
    }

    private static string[] Values<T>(ParquetRowGroupReader group, DataField field) where T : struct
    {
        if (field.IsArray)
            return Empty(group);
        var values = new T?[group.RowCount];
        if (field.IsNullable)
        {
            group.ReadAsync(field, values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return [.. values.Select(v => v is { } value ? Text(value) : "")];
        }
        var certain = new T[group.RowCount];
        group.ReadAsync(field, certain.AsMemory()).AsTask().GetAwaiter().GetResult();
        return [.. certain.Select(Text)];
    }

    private static string Text<T>(T value) where T : struct => value switch
    {
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string[] Empty(ParquetRowGroupReader group)
    {
        var empty = new string[group.RowCount];
        Array.Fill(empty, "");
        return empty;
    }
}
