namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>What one consumer group (an app-id) has acknowledged of one topic.</summary>
internal sealed class ConsumerPosition(TopicLog topic, string consumer, AckRanges acked, Action<ConsumerPosition> changed)
{
    private readonly Lock _gate = new();
    private List<IdRange> _pending = [];
    private bool _queued;

    public TopicLog Topic { get; } = topic;

    public string Consumer { get; } = consumer;

    public long Low
    {
        get { lock (_gate) return acked.Low; }
    }

    /// <summary>The highest id acknowledged.</summary>
    public long High
    {
        get { lock (_gate) return acked.High; }
    }

    /// <summary>Messages stored and not acknowledged.</summary>
    public long Backlog
    {
        get
        {
            lock (_gate)
                return Math.Max(Topic.LastId - acked.Low - acked.Above.Sum(r => r.End - r.Start + 1), 0);
        }
    }

    public bool IsAcknowledged(long id)
    {
        lock (_gate)
            return acked.Contains(id);
    }

    public void Acknowledge(long id) => Acknowledge(new IdRange(id, id));

    public void Acknowledge(IdRange range)
    {
        lock (_gate)
        {
            acked.Add(range);
            if (_pending is [.., var last] && last.End + 1 == range.Start)
                _pending[^1] = last with { End = range.End };
            else
                _pending.Add(range);
            if (_queued)
                return;
            _queued = true;
        }
        changed(this);
    }

    /// <summary>The low-water mark and what was acknowledged since the last call.</summary>
    public (long Low, List<IdRange> Fresh) TakePending()
    {
        lock (_gate)
        {
            var fresh = _pending;
            _pending = [];
            _queued = false;
            fresh.RemoveAll(r => r.End <= acked.Low);
            return (acked.Low, fresh);
        }
    }

    /// <summary>Everything, for a compacted log.</summary>
    public (long Low, List<IdRange> Above) Snapshot()
    {
        lock (_gate)
            return (acked.Low, [.. acked.Above]);
    }
}
