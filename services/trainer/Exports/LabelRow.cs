namespace UserRep.Trainer.Exports;

/// <summary>One row of a labels file.</summary>
/// <param name="User">Number of the user among the file's.</param>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Row">Number of the accepted row, from 0: where its label values are.</param>
internal readonly record struct LabelRow(int User, long At, int Row, long Line);
