using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>
/// Group commit: one thread takes what waits, of all topics, writes it, flushes each touched file once, and only then tells the publishers.
/// The longer a flush takes, the larger the next group becomes.
/// </summary>
internal sealed partial class JournalWriter : IAsyncDisposable
{
    private readonly Channel<PendingAppend> _queue;
    private readonly JournalOptions _options;
    private readonly ILogger _log;
    private readonly Dictionary<TopicLog, List<PendingAppend>> _group = [];
    private readonly TaskCompletionSource _stopped = new();
    private long _groups;

    public JournalWriter(JournalOptions options, ILogger log)
    {
        (_options, _log) = (options, log);
        _queue = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        // A thread of its own: flushing blocks for milliseconds at a time, which the pool should not pay for.
        new Thread(Run) { Name = "journal writer", IsBackground = true }.Start();
    }

    /// <summary>Groups committed so far.</summary>
    public long Groups => Volatile.Read(ref _groups);

    public async Task<AppendResult> AppendAsync(PendingAppend append, CancellationToken ct)
    {
        try
        {
            await _queue.Writer.WriteAsync(append, ct);
        }
        catch (ChannelClosedException)
        {
            append.Batch.Dispose();
            return new AppendResult("the journal is closed");
        }
        catch (OperationCanceledException)
        {
            append.Batch.Dispose();
            throw;
        }
        // Not cancelled from here on: the record may already be on its way to the disk.
        return await append.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopped.Task;
    }

    private void Run()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Gather();
            Commit();
            _group.Clear();
        }
        _stopped.SetResult();
    }

    private void Gather()
    {
        var bytes = 0;
        while (bytes < _options.GroupBytes && _queue.Reader.TryRead(out var append))
        {
            bytes += append.Batch.Bytes;
            if (!_group.TryGetValue(append.Topic, out var appends))
                _group.Add(append.Topic, appends = []);
            appends.Add(append);
        }
    }

    private void Commit()
    {
        foreach (var (topic, appends) in _group)
        {
            var batches = appends.ConvertAll(a => a.Batch);
            var result = Commit(topic, batches);
            foreach (var append in appends)
            {
                append.Batch.Dispose();
                append.SetResult(result);
            }
        }
        Interlocked.Increment(ref _groups);
    }

    private AppendResult Commit(TopicLog topic, List<RecordBatch> batches)
    {
        TopicWrite? written = null;
        try
        {
            written = topic.Write(batches);
            topic.Flush(written.Value);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (written is { } write)
                topic.RollBack(write);
            LogFailed(topic.Name, batches.Sum(b => b.Count), error);
            return new AppendResult($"the journal could not store {batches.Sum(b => b.Count)} messages of topic {topic.Name}: {error.Message}");
        }
        topic.Commit(written.Value, batches);
        topic.NotifyCommitted();
        if (!topic.HasConsumer)
            topic.TrimUnread();
        return default;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Topic {Topic}: {Messages} messages could not be stored")]
    private partial void LogFailed(string topic, int messages, Exception error);
}
