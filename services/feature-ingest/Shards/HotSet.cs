using UserRep.Contracts.Wire;

namespace UserRep.FeatureIngest.Shards;

/// <summary>The histories a shard keeps in memory; beyond its capacity the least recently used go.</summary>
internal sealed class HotSet(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<UserHistory>> _index = [];
    private readonly LinkedList<UserHistory> _byUse = [];

    public UserHistory? Find(string userId)
    {
        if (!_index.TryGetValue(userId, out var node))
            return null;
        _byUse.Remove(node);
        _byUse.AddFirst(node);
        return node.Value;
    }

    /// <summary>Without counting as a use.</summary>
    public UserHistory? Peek(string userId) => _index.GetValueOrDefault(userId)?.Value;

    public void Add(UserHistory history)
    {
        _index[history.UserId] = _byUse.AddFirst(history);
    }

    public void Remove(string userId)
    {
        if (_index.Remove(userId, out var node))
            _byUse.Remove(node);
    }

    /// <summary>Called between turns, so that nothing goes that a turn still changes.</summary>
    public void Trim()
    {
        while (_index.Count > capacity)
        {
            _index.Remove(_byUse.Last!.Value.UserId);
            _byUse.RemoveLast();
        }
    }
}
