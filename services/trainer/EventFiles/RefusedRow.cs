namespace UserRep.Trainer.EventFiles;

/// <param name="Line">Line of a text file, row of a Parquet file; from 1.</param>
public sealed record RefusedRow(string File, long Line, string Reason);
