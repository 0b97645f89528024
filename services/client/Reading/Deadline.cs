namespace UserRep.Client.Reading;

/// <summary>The time that a read has, over all its calls and retries, and the caller's own cancellation.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    public Deadline(TimeSpan timeout, TimeProvider clock, CancellationToken caller)
    {
        (_clock, _started, Timeout) = (clock, clock.GetTimestamp(), timeout);
        _timer = new CancellationTokenSource(timeout, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, caller);
    }

    public TimeSpan Timeout { get; }

    public CancellationToken Token => _either.Token;

    public bool HasPassed => _timer.IsCancellationRequested;

    public TimeSpan Elapsed => _clock.GetElapsedTime(_started);

    public TimeSpan Left => Timeout - Elapsed;

    /// <summary>What went wrong last and may have gone right when tried again.</summary>
    public UserRepresentationsException? LastFailure { get; set; }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
