namespace UserRep.Trainer.EventFiles;

/// <summary>What a user did, the same for every row or by a column.</summary>
internal sealed record ActionMapping(string? Constant = null, ColumnRef? Column = null);
