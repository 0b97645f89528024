namespace UserRep.FeatureIngest.Shards;

/// <summary>
/// The messages of the last transactions. A message in it was counted already: the broker delivers it again because an
/// acknowledgement was lost, not because the source published twice. Accepted events are also known by the stamps in
/// their history; for refusals, late events and duplicates this window is all there is, so one of those that is
/// redelivered after 256 further transactions of its shard counts once more.
/// </summary>
internal sealed class RedeliveryWindow
{
    public const uint Slots = 256;

    private readonly ulong[][] _slots = new ulong[Slots][];
    private readonly HashSet<ulong> _messages = [];

    public bool Contains(ulong message) => _messages.Contains(message);

    public void Put(uint slot, IReadOnlyCollection<ulong> messages)
    {
        foreach (var old in _slots[slot] ?? [])
            _messages.Remove(old);
        _slots[slot] = [.. messages];
        _messages.UnionWith(messages);
    }
}
