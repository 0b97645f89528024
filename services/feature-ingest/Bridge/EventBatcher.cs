using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Options;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Bridge;

/// <summary>
/// Gathers messages that MassTransit hands over one by one, and takes each batch through the same handler as a delivery of the topic. Each message learns
/// its own outcome. MassTransit's Batch succeeds or fails as one: a shard that is away would take durable messages of other shards to the error queue.
/// </summary>
internal sealed class EventBatcher(IBulkTopicHandler handler, IOptions<BridgeOptions> options, BridgeInstruments instruments, TimeProvider clock, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>Beyond it a batch takes no further message, so that large messages don't add up.</summary>
    private const int MaxBatchBytes = 16 * 1024 * 1024;

    // Never full: the broker hands over no more than this before they are acknowledged.
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(options.Value.Prefetch);

    /// <summary>Completes once the message is durable, or was dead-lettered; <see cref="EntryStatus.RETRY"/> where neither could be done.</summary>
    public async Task<EntryStatus> AddAsync(IncomingMessage message, CancellationToken ct)
    {
        var waiting = new Waiting(message);
        await _waiting.Writer.WriteAsync(waiting, ct);
        return await waiting.Outcome.Task.WaitAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        using var slots = new SemaphoreSlim(Math.Max(1, options.Value.Prefetch / options.Value.BatchSize));
        var underWay = new List<Task>();
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                await slots.WaitAsync(stoppingToken);
                var batch = await GatherAsync(stoppingToken);
                underWay.RemoveAll(t => t.IsCompleted);
                underWay.Add(HandleAsync(batch, slots, stoppingToken));
            }
        }
        finally
        {
            await Task.WhenAll(underWay);
        }
    }

    /// <summary>Shards may be hosted here: they can be called once the app listens.</summary>
    private async Task StartedAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }

    private async Task<List<Waiting>> GatherAsync(CancellationToken ct)
    {
        var batch = new List<Waiting>();
        var bytes = 0L;
        using var timeLimit = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.BatchMilliseconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeLimit.Token, ct);
        do
        {
            while (batch.Count < options.Value.BatchSize && bytes < MaxBatchBytes && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
                bytes += next.Message.Body.Length;
            }
        }
        while (batch.Count < options.Value.BatchSize && bytes < MaxBatchBytes && await MoreAsync(either.Token));
        return batch;
    }

    private async Task<bool> MoreAsync(CancellationToken ct)
    {
        try
        {
            return await _waiting.Reader.WaitToReadAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task HandleAsync(List<Waiting> batch, SemaphoreSlim slots, CancellationToken ct)
    {
        try
        {
            using var messages = new RawMessages();
            var statuses = await handler.HandleAsync([.. batch.Select(w => BridgedEntries.Read(messages, w.Message))], ct);
            for (var i = 0; i < batch.Count; i++)
                batch[i].Outcome.TrySetResult(statuses[i]);
            instruments.OnBatch(taken: statuses.Count(s => s == EntryStatus.SUCCESS), retried: statuses.Count(s => s == EntryStatus.RETRY));
        }
        catch (Exception e)
        {
            // Told to each message: MassTransit logs it and tries again, or the broker delivers again if this process is ending.
            foreach (var waiting in batch)
                waiting.Outcome.TrySetException(e);
        }
        finally
        {
            slots.Release();
        }
    }

    private sealed class Waiting(IncomingMessage message)
    {
        public IncomingMessage Message { get; } = message;

        public TaskCompletionSource<EntryStatus> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
