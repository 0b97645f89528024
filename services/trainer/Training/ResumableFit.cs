using UserRep.Trainer.Checkpoints;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Training;

/// <summary>A fit that a kill interrupts but doesn't undo.</summary>
internal sealed class ResumableFit(CheckpointFolder folder, CheckpointKey key, Resume resume)
{
    /// <summary>Epochs that an earlier run did.</summary>
    public int ResumedFrom { get; private set; }

    /// <param name="state">Of the weights as they begin; where a checkpoint fits, it is brought to that.</param>
    /// <param name="notes">What was done with a checkpoint, for people.</param>
    /// <returns>Why the fit can't go on as asked; null if it can.</returns>
    public string? Prepare(FitState state, ICollection<string> notes)
    {
        if (!folder.Exists)
            return resume == Resume.Required ? "there is no checkpoint to resume from" : null;
        if (resume != Resume.Never)
        {
            var differences = folder.Read(key, state);
            if (differences.Count == 0)
            {
                ResumedFrom = state.Epochs;
                notes.Add($"goes on after epoch {state.Epochs} of an earlier run");
                return null;
            }
            var why = string.Join("; ", differences);
            if (resume == Resume.Required)
                return $"the checkpoint is of another run: {why}";
            notes.Add($"starts anew, the checkpoint of an earlier run is discarded: {why}");
        }
        folder.Delete();
        return null;
    }

    public FitResult Run(AutoencoderFit fit, RowSet rows, RowSet heldOut, FitState state, Action<FitState> report, CancellationToken cancellationToken) =>
        fit.Run(rows, heldOut, state, done =>
        {
            folder.Offer(key, done);
            report(done);
        }, cancellationToken);
}
