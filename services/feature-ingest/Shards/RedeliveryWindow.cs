namespace UserRep.FeatureIngest.Shards;

/// <summary>
/// The last messages of a shard, in slots that are written over in turn. A message in it was counted already: the broker delivers it
/// again because an acknowledgement was lost, not because the source published twice.
/// </summary>
internal sealed class RedeliveryWindow(uint slots)
{
    private readonly ulong[][] _slots = new ulong[slots][];
    private readonly HashSet<ulong> _messages = [];

    public bool Contains(ulong message) => _messages.Contains(message);

    public IReadOnlyCollection<ulong> Slot(uint slot) => _slots[slot] ?? [];

    public void Put(uint slot, IReadOnlyCollection<ulong> messages)
    {
        foreach (var old in Slot(slot))
            _messages.Remove(old);
        _slots[slot] = [.. messages];
        _messages.UnionWith(messages);
    }
}
