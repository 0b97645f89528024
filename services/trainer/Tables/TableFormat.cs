namespace UserRep.Trainer.Tables;

/// <summary>How a text table is written. Parquet and gzip are told by a file's first bytes.</summary>
/// <param name="Delimiter">One or more characters, e.g. <c>,</c> or <c>::</c>. Default a comma.</param>
/// <param name="Header">Whether the first row names the columns. Default true.</param>
/// <param name="Quotes">Whether double quotes enclose fields. Default true.</param>
internal sealed record TableFormat(string Delimiter = ",", bool Header = true, bool Quotes = true);
