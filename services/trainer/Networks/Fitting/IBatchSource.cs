namespace UserRep.Trainer.Networks.Fitting;

/// <summary>Rows that a fit draws its batches from.</summary>
internal interface IBatchSource
{
    int Count { get; }

    /// <summary>
    /// Writes rows into the run's inputs, all of them but the noise that the fit fills itself. Called from several threads at
    /// once, each with a run of its own; what it writes must depend on its arguments only.
    /// </summary>
    /// <param name="rows">As many as the run has.</param>
    /// <param name="epoch">From 0.</param>
    /// <param name="step">Steps since the fit began.</param>
    void Fill(BoundRun run, ReadOnlySpan<int> rows, int epoch, int step);
}
