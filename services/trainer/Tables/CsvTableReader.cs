using CsvHelper;

namespace UserRep.Trainer.Tables;

internal sealed class CsvTableReader : ITableReader
{
    // A quote that is never closed would otherwise take the rest of the file into memory as one record.
    private const int MaxRecordBytes = 1 << 20;

    // Stands for a separator of several characters; the ASCII "unit separator", which text files don't hold otherwise.
    private const char LongSeparator = '\u001F';

    private readonly CsvReader _reader;

    /// <param name="refuse">Told of each row whose quotes don't match, which is then left out.</param>
    public CsvTableReader(Stream stream, TableFormat format, Action<long, string> refuse)
    {
        var single = format.Delimiter.Length == 1 && char.IsAscii(format.Delimiter[0]);
        var options = new CsvReaderOptions
        {
            Separator = single ? format.Delimiter[0] : LongSeparator,
            HasHeader = format.Header,
            Mode = format.Quotes ? CsvMode.Rfc4180 : CsvMode.NoEscape,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => refuse(record.LineNumber, $"its quotes don't match ({record.Reason})"),
            MaxRecordSize = MaxRecordBytes,
            TrackLineNumbers = true,
            // Ids repeat from row to row and are kept.
            PoolStrings = true,
        };
        _reader = CsvReader.Create(single ? stream : new CsvSeparatorStream(stream, format.Delimiter, LongSeparator), options);
        if (format.Header)
            Columns = Guarded(() => _reader.Headers.ToArray());
    }

    public IReadOnlyList<string>? Columns { get; }

    public long Line => _reader.LineNumber;

    public string this[int column] => _reader.GetString(column);

    public bool Read() => Guarded(_reader.Read);

    public void Dispose() => _reader.Dispose();

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException($"line {e.LineNumber}: {e.Message}", e);
        }
    }
}
