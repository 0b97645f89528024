namespace UserRep.Trainer.Tables;

/// <summary>Writes rows of text fields; the table is whole once this is disposed.</summary>
internal interface ITableWriter : IDisposable
{
    /// <summary>A field per column; empty for none.</summary>
    void Write(params ReadOnlySpan<string> fields);
}
