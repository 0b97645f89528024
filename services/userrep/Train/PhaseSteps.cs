using UserRep.Command.Terminal;
using UserRep.Trainer.Training;

namespace UserRep.Command.Train;

/// <summary>Shows each phase of training as a step of its own.</summary>
internal sealed class PhaseSteps(Screen screen) : IProgress<TrainingProgress>, IDisposable
{
    private Step? _step;
    private TrainingPhase _phase;

    /// <remarks>Called on the training thread, one call at a time.</remarks>
    public void Report(TrainingProgress value)
    {
        if (_step is null || value.Phase != _phase)
        {
            _step?.Dispose();
            (_step, _phase) = (screen.Begin(Name(value.Phase)), value.Phase);
        }
        _step.At(value.Fraction, value.Loss is { } loss ? FormattableString.Invariant($"{value.Message}, loss {loss:0.0000}") : value.Message);
    }

    public void Dispose() => _step?.Dispose();

    private static string Name(TrainingPhase phase) => phase switch
    {
        TrainingPhase.Reading => "Reading events",
        TrainingPhase.ItemVectors => "Learning item vectors",
        TrainingPhase.Features => "Building features",
        TrainingPhase.Fitting => "Fitting",
        _ => "Exporting",
    };
}
