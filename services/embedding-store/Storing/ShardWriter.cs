using System.Threading.Channels;

namespace UserRep.EmbeddingStore.Storing;

/// <summary>One writer per shard of a version: what arrives while a transaction is under way goes out together in the next, and this replica never conflicts with itself.</summary>
internal sealed class ShardWriter
{
    private readonly int _shard;
    private readonly ShardTransaction _transaction;
    private readonly int _maxUsers;
    private readonly Channel<(ShardBatch Batch, TaskCompletionSource<WriteResult> Done)> _queue;

    public ShardWriter(int shard, ShardTransaction transaction, EmbeddingStoreOptions options, CancellationToken stopping)
    {
        (_shard, _transaction, _maxUsers) = (shard, transaction, options.MaxUsersPerTransaction);
        _queue = Channel.CreateBounded<(ShardBatch, TaskCompletionSource<WriteResult>)>(new BoundedChannelOptions(options.ShardQueue) { SingleReader = true });
        // It outlives the delivery that made it, whose trace its later work is no part of.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(() => RunAsync(stopping), CancellationToken.None);
    }

    public async Task<WriteResult> WriteAsync(ShardBatch batch, CancellationToken ct)
    {
        var done = new TaskCompletionSource<WriteResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((batch, done), ct);
        return await done.Task.WaitAsync(ct);
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var users = new List<Contracts.Wire.UserEmbedding>();
            var waiting = new List<TaskCompletionSource<WriteResult>>();
            ShardBatch? first = null;
            while (users.Count < _maxUsers && _queue.Reader.TryRead(out var next))
            {
                first ??= next.Batch;
                users.AddRange(next.Batch.Users);
                waiting.Add(next.Done);
            }
            await CompleteAsync(first! with { Users = users }, waiting, stopping);
        }
    }

    private async Task CompleteAsync(ShardBatch batch, List<TaskCompletionSource<WriteResult>> waiting, CancellationToken stopping)
    {
        try
        {
            var result = await _transaction.WriteAsync(_shard, batch, stopping);
            waiting.ForEach(w => w.TrySetResult(result));
        }
        catch (Exception e)
        {
            // The messages' handlers see it; the shard goes on.
            waiting.ForEach(w => w.TrySetException(e));
        }
    }
}
