using CsvHelper;

namespace UserRep.Trainer.Tables;

internal sealed class CsvTableWriter : ITableWriter
{
    private readonly CsvWriter _writer;

    public CsvTableWriter(Stream stream, IReadOnlyList<TableColumn> columns)
    {
        _writer = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" });
        _writer.WriteRecord([.. columns.Select(c => c.Name)]);
    }

    public void Write(params ReadOnlySpan<string> fields) => _writer.WriteRecord(fields);

    public void Dispose() => _writer.Dispose();
}
