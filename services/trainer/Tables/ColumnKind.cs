namespace UserRep.Trainer.Tables;

/// <summary>What a column of a typed table holds. Any but a text may be empty.</summary>
internal enum ColumnKind
{
    Text,

    /// <summary>A whole number of 64 bits.</summary>
    Whole,

    /// <summary>A floating-point number of 64 bits.</summary>
    Number,
}
