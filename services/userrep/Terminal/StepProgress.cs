namespace UserRep.Command.Terminal;

/// <summary>Tells at once and in order; <see cref="Progress{T}"/> would tell later, on any thread, even after the step is done.</summary>
internal sealed class StepProgress<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
