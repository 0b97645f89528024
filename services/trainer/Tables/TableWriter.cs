using System.IO.Compression;

namespace UserRep.Trainer.Tables;

internal static class TableWriter
{
    /// <summary>Parquet where the path ends so, else CSV with a header, gzipped where the path ends in <c>.gz</c>. A file there is replaced.</summary>
    public static ITableWriter Create(string path, IReadOnlyList<TableColumn> columns)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
            return new ParquetTableWriter(file, columns);
        return new CsvTableWriter(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Fastest) : file, columns);
    }
}
