using UserRep.Contracts.Wire;

namespace UserRep.FeatureIngest.Shards;

/// <summary>The histories a shard keeps in memory; beyond its capacity the least recently used go.</summary>
internal sealed class HotSet(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<HotHistory>> _index = [];
    private readonly LinkedList<HotHistory> _byUse = [];

    /// <summary>Size of all as they were last measured, serialised.</summary>
    public long Bytes { get; private set; }

    public int Count => _index.Count;

    public UserHistory? Find(string userId)
    {
        if (!_index.TryGetValue(userId, out var node))
            return null;
        _byUse.Remove(node);
        _byUse.AddFirst(node);
        return node.Value.History;
    }

    /// <summary>Without counting as a use.</summary>
    public UserHistory? Peek(string userId) => _index.GetValueOrDefault(userId)?.Value.History;

    public void Add(UserHistory history)
    {
        _index[history.UserId] = _byUse.AddFirst(new HotHistory(history));
        Measure(history);
    }

    /// <summary>Takes down the size of a history that has changed.</summary>
    public void Measure(UserHistory history)
    {
        if (!_index.TryGetValue(history.UserId, out var node))
            return;
        var bytes = history.CalculateSize();
        Bytes += bytes - node.Value.Bytes;
        node.Value.Bytes = bytes;
    }

    public void Remove(string userId)
    {
        if (_index.Remove(userId, out var node))
            Drop(node);
    }

    /// <summary>Called between turns, so that nothing goes that a turn still changes.</summary>
    public void Trim()
    {
        while (_index.Count > capacity)
        {
            var last = _byUse.Last!;
            _index.Remove(last.Value.History.UserId);
            Drop(last);
        }
    }

    private void Drop(LinkedListNode<HotHistory> node)
    {
        Bytes -= node.Value.Bytes;
        _byUse.Remove(node);
    }

    private sealed class HotHistory(UserHistory history)
    {
        public UserHistory History { get; } = history;

        public int Bytes { get; set; }
    }
}
