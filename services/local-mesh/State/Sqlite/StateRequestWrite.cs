namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>One write request inside a group commit.</summary>
internal sealed class StateRequestWrite(IReadOnlyList<StateOperation> operations, bool atomic, StateWriter writer) : DatabaseWrite
{
    private const string Mismatch = "possible etag mismatch. error from state store";

    private readonly TaskCompletionSource<StateOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StateOutcome _outcome;

    public Task<StateOutcome> Done => _done.Task;

    public override void Apply(Database database)
    {
        _outcome = StateOutcome.Ok;
        // Only a request that can half fail needs a point to go back to.
        var undoable = atomic && operations.Any(o => o.Etag is not null || o.FirstWrite);
        if (undoable)
            database.Execute("SAVEPOINT request");
        foreach (var operation in operations)
        {
            if (writer.Apply(database, operation))
                continue;
            if (_outcome.Status == StateStatus.Ok)
                _outcome = new StateOutcome(StateStatus.EtagMismatch, $"{Mismatch}: key {operation.Key}");
            if (atomic)
                break;
        }
        if (!undoable)
            return;
        if (_outcome.Status != StateStatus.Ok)
            database.Execute("ROLLBACK TO request");
        database.Execute("RELEASE request");
    }

    public override void Committed() => _done.SetResult(_outcome);

    public override void Failed(Exception reason) => _done.SetResult(new StateOutcome(StateStatus.Failed, reason.Message));
}
