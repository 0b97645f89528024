namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>A write without a verdict of its own: it is committed, or it throws.</summary>
internal sealed class ActionWrite(Action<Database> action) : DatabaseWrite
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public override void Apply(Database database) => action(database);

    public override void Committed() => _done.SetResult();

    public override void Failed(Exception reason) => _done.SetException(reason);
}
