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
        // A column of lists or bytes can't hold what a mapping asks for: it counts as not there.
        _fields = [.. _reader.Schema.GetDataFields().Where(f => f.MaxRepetitionLevel == 0 && ReaderOf(f) is not null)];
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
            return [.. _fields.Select(f => ReaderOf(f)!(group, f))];
        }
        catch (ParquetException e)
        {
            throw new InvalidDataException($"row group {number + 1}: {e.Message}", e);
        }
    }

    private static Func<ParquetRowGroupReader, DataField, string[]>? ReaderOf(DataField field) =>
        field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>) ? Strings : Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Boolean => Values<bool>,
            TypeCode.Byte => Values<byte>,
            TypeCode.SByte => Values<sbyte>,
            TypeCode.Int16 => Values<short>,
            TypeCode.UInt16 => Values<ushort>,
            TypeCode.Int32 => Values<int>,
            TypeCode.UInt32 => Values<uint>,
            TypeCode.Int64 => Values<long>,
            TypeCode.UInt64 => Values<ulong>,
            TypeCode.Single => Values<float>,
            TypeCode.Double => Values<double>,
            TypeCode.Decimal => Values<decimal>,
            TypeCode.DateTime => Values<DateTime>,
            _ => null,
        };

    private static string[] Strings(ParquetRowGroupReader group, DataField field)
    {
        var values = new string?[group.RowCount];
        group.ReadAsync(field, values.AsMemory()!).AsTask().GetAwaiter().GetResult();
        return [.. values.Select(v => v ?? "")];
    }

    private static string[] Values<T>(ParquetRowGroupReader group, DataField field) where T : struct
    {
        if (field.IsNullable)
        {
            var values = new T?[group.RowCount];
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
}
