using UserRep.Trainer.Tables;

namespace UserRep.Trainer.ItemVectors;

/// <summary>
/// Item vectors made elsewhere, checked. Parquet with columns <c>item_id</c> (string) and <c>vector</c> (list of float or double),
/// or a table (CSV, gzip too, or flat Parquet) of <c>item_id</c> and then one column per value.
/// </summary>
public sealed class ItemVectorFile
{
    internal const string IdColumn = "item_id";
    internal const string VectorColumn = "vector";

    private ItemVectorFile(int dimension, IReadOnlyDictionary<string, float[]> vectors) => (Dimension, Vectors) = (dimension, vectors);

    /// <summary>Values per vector, 1 to 4096.</summary>
    public int Dimension { get; }

    /// <summary>By item id; each of <see cref="Dimension"/> finite values, as the file has them.</summary>
    public IReadOnlyDictionary<string, float[]> Vectors { get; }

    /// <param name="faults">What is wrong with the file, row by row up to a limit; empty exactly if a file is returned.</param>
    public static ItemVectorFile? TryRead(string path, out IReadOnlyList<string> faults)
    {
        var rows = new ItemVectorRows(path);
        Read(path, rows);
        faults = rows.Faults();
        return faults.Count == 0 ? new ItemVectorFile(rows.Dimension, rows.Vectors) : null;
    }

    private static void Read(string path, ItemVectorRows rows)
    {
        try
        {
            if (ParquetVectors.TryRead(path, rows))
                return;
            using var table = TableReader.TryOpen(path, new TableFormat(), (line, reason) => rows.Refuse(line, reason), out var fault);
            if (table is null)
                rows.Fail(fault!);
            else
                FlatVectors.Read(table, rows);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException or ArgumentException or Parquet.ParquetException)
        {
            rows.Fail($"can't be read: {e.Message}");
        }
    }
}
