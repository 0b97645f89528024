using System.IO.Compression;
using Parquet;

namespace UserRep.Trainer.Tables;

internal static class TableReader
{
    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];

    private static ReadOnlySpan<byte> ParquetMark => "PAR1"u8;

    /// <summary>Opens a table; a fault in the file is returned as text, not thrown.</summary>
    /// <param name="refuse">Told line and reason of each row that is no row.</param>
    public static ITableReader? TryOpen(string path, TableFormat format, Action<long, string> refuse, out string? fault)
    {
        fault = null;
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            Span<byte> head = stackalloc byte[4];
            var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            file.Position = 0;
            if (head.SequenceEqual(ParquetMark))
                return new ParquetTableReader(file);
            return new CsvTableReader(length >= 2 && head[..2].SequenceEqual(Gzip) ? new GZipStream(file, CompressionMode.Decompress) : file, format, refuse);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException or ParquetException)
        {
            fault = $"{path} can't be read: {e.Message}";
            return null;
        }
    }
}
