namespace UserRep.Trainer.Tables;

/// <summary>Rows of text fields, one at a time.</summary>
internal interface ITableReader : IDisposable
{
    /// <summary>Names of the columns, or null if the table has none.</summary>
    IReadOnlyList<string>? Columns { get; }

    /// <summary>Where the current row stands: line of a text file, row of a Parquet file; from 1.</summary>
    long Line { get; }

    /// <summary>A field of the current row; empty where the row is too short.</summary>
    string this[int column] { get; }

    /// <exception cref="IOException">The file can't be read on.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    bool Read();
}
