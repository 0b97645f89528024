using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>Writes changed positions to the ack log, all of them under one flush and at most once an interval, then lets topics be trimmed.</summary>
internal sealed partial class AckFlusher(
    AckLog acks, Func<IEnumerable<ConsumerPosition>> all, Action<TopicLog> trim, JournalOptions options, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private readonly ConcurrentQueue<ConsumerPosition> _changed = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly PooledBuffer _records = new();
    private Task _loop = Task.CompletedTask;
    private bool _rewrite = true;

    public void Start() => _loop = Task.Run(RunAsync);

    public void Changed(ConsumerPosition position)
    {
        _changed.Enqueue(position);
        lock (_signal)
        {
            if (_signal.CurrentCount == 0)
                _signal.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        Flush();
        acks.Dispose();
        _records.Dispose();
        _stop.Dispose();
        _signal.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _signal.WaitAsync(_stop.Token);
                await Task.Delay(options.AckFlushInterval, time, _stop.Token);
                Flush();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Closing: the last flush is DisposeAsync's.
        }
    }

    private void Flush()
    {
        var touched = new HashSet<TopicLog>();
        _records.Truncate(0);
        while (_changed.TryDequeue(out var position))
        {
            touched.Add(position.Topic);
            var (low, fresh) = position.TakePending();
            new AckRecord(position.Topic.Name, position.Consumer, low, fresh).WriteTo(_records);
        }
        if (touched.Count == 0 && !_rewrite)
            return;
        try
        {
            if (_rewrite || acks.Length >= options.AckLogBytes)
                RewriteAll();
            else
                acks.Append(_records);
            _rewrite = false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What could not be written is in memory still: the next flush writes everything anew.
            _rewrite = true;
            LogFailed(error);
        }
        foreach (var topic in touched)
            trim(topic);
    }

    private void RewriteAll()
    {
        _records.Truncate(0);
        foreach (var position in all())
        {
            var (low, above) = position.Snapshot();
            new AckRecord(position.Topic.Name, position.Consumer, low, above).WriteTo(_records);
        }
        acks.Rewrite(_records);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Acknowledgements could not be written; after a crash their messages would be delivered again")]
    private partial void LogFailed(Exception error);
}
