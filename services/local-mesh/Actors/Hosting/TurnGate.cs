namespace UserRep.LocalMesh.Actors.Hosting;

/// <summary>One turn at a time, first come first served.</summary>
internal sealed class TurnGate
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _taken;

    /// <summary>Takes the turn only if it is free now.</summary>
    public bool TryEnter()
    {
        lock (_lock)
            return !_taken && (_taken = true);
    }

    /// <summary>Completes when it is the caller's turn. A cancelled waiter loses its place.</summary>
    public async Task EnterAsync(CancellationToken ct)
    {
        TaskCompletionSource waiter;
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return;
            }
            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter);
        }
        await using var registration = ct.Register(() => waiter.TrySetCanceled(ct));
        await waiter.Task;
    }

    public void Exit()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
                if (next.TrySetResult())
                    return;
            _taken = false;
        }
    }
}
