namespace UserRep.Trainer.Training;

/// <summary>Adds what a phase's pace so far says of its rest.</summary>
internal sealed class ProgressReporter(IProgress<TrainingProgress>? progress, TimeProvider time)
{
    private TrainingPhase _phase;
    private long _started;

    public void Begin(TrainingPhase phase, string message)
    {
        (_phase, _started) = (phase, time.GetTimestamp());
        progress?.Report(new TrainingProgress(phase, 0, message));
    }

    public void At(double fraction, string message, double? loss = null)
    {
        var elapsed = time.GetElapsedTime(_started);
        progress?.Report(new TrainingProgress(_phase, fraction, message, loss, fraction > 0 ? elapsed * ((1 - fraction) / fraction) : null));
    }

    public void End(string message, double? loss = null) =>
        progress?.Report(new TrainingProgress(_phase, 1, message, loss, TimeSpan.Zero));
}
