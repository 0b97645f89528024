using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>
/// The file's only writer. Requests that wait while one commit is being flushed share the next: one flush for all of them,
/// so the rate of writes does not depend on the rate of flushes.
/// </summary>
internal sealed partial class GroupCommitter : IAsyncDisposable
{
    // Bounded so that a burst waits at its callers and not in memory; one group stays far below a second of work.
    private const int MaxQueue = 4096;
    private const int MaxGroup = 512;

    private readonly Channel<DatabaseWrite> _queue = Channel.CreateBounded<DatabaseWrite>(new BoundedChannelOptions(MaxQueue) { SingleReader = true });
    private readonly Database _database;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GroupCommitter(Database database, ILogger logger)
    {
        (_database, _logger) = (database, logger);
        // A thread of its own: flushing blocks, and the pool of a small machine has two.
        new Thread(Loop) { IsBackground = true, Name = "state-writer" }.Start();
    }

    /// <summary>Queues a write; its <see cref="DatabaseWrite.Committed"/> or <see cref="DatabaseWrite.Failed"/> is called once.</summary>
    public async ValueTask EnqueueAsync(DatabaseWrite write)
    {
        try
        {
            await _queue.Writer.WriteAsync(write);
        }
        catch (ChannelClosedException)
        {
            write.Failed(new StateStoreException("the state store is closed"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task;
        _database.Dispose();
    }

    private void Loop()
    {
        var group = new List<DatabaseWrite>(MaxGroup);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < MaxGroup && _queue.Reader.TryRead(out var write))
                group.Add(write);
            Commit(group);
            group.Clear();
        }
        _ended.SetResult();
    }

    private void Commit(List<DatabaseWrite> group)
    {
        var failure = TryCommit(group);
        if (failure is null)
            group.ForEach(write => write.Committed());
        else if (group.Count == 1)
            Refuse(group[0], failure);
        else
            foreach (var write in group)
                CommitAlone(write);
    }

    // One bad request must not fail its neighbours: after a failed group each tries by itself.
    private void CommitAlone(DatabaseWrite write)
    {
        var failure = TryCommit([write]);
        if (failure is null)
            write.Committed();
        else
            Refuse(write, failure);
    }

    private void Refuse(DatabaseWrite write, Exception failure)
    {
        LogRefused(failure);
        write.Failed(failure);
    }

    // Everything is caught because this thread serves every app: whatever went wrong is the answer to those who asked.
    private Exception? TryCommit(List<DatabaseWrite> group)
    {
        try
        {
            _database.Execute("BEGIN IMMEDIATE");
            foreach (var write in group)
                write.Apply(_database);
            _database.Execute("COMMIT");
            return null;
        }
        catch (Exception failure)
        {
            return TryRollback(failure);
        }
    }

    private Exception TryRollback(Exception failure)
    {
        try
        {
            _database.Rollback();
            return failure;
        }
        catch (StateStoreException second)
        {
            return new StateStoreException($"{failure.Message}; and undoing it: {second.Message}", failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A state write was refused")]
    private partial void LogRefused(Exception failure);
}
