using Google.Protobuf;
using UserRep.FeatureIngest.Clocks;
using UserRep.Features.Histories;

namespace UserRep.FeatureIngest.Shards;

/// <summary>Applies one batch to a shard's memory.</summary>
internal sealed class BatchApplication(ShardMemory memory, AsOfClock clock)
{
    private readonly Dictionary<string, OwedUser> _owed = memory.Meta.Owed.ToDictionary(o => o.UserId);
    private readonly HashSet<string> _changed = [];
    private readonly HashSet<ulong> _messages = [];
    private readonly List<string> _refused = [];
    private readonly List<ByteString> _archived = [];

    public int Accepted { get; private set; }

    public int Duplicate { get; private set; }

    public int Late { get; private set; }

    public int Overflowed { get; private set; }

    public int Redelivered { get; private set; }

    /// <summary>Reasons, one for each refusal.</summary>
    public IReadOnlyList<string> Refused => _refused;

    /// <summary>The accepted events in the form that is archived; none where the archive is off.</summary>
    public IReadOnlyList<ByteString> Archived => _archived;

    /// <summary>Someone's first events, onboarding picks or profile are in it: emit at once.</summary>
    public bool AtOnce { get; private set; }

    public bool IsEmpty => _messages.Count == 0;

    public async Task ApplyAsync(ShardBatch batch)
    {
        foreach (var e in batch.Events)
        {
            if (IsNew(e.Message))
                await ApplyAsync(e);
        }
        foreach (var refusal in batch.Refusals)
        {
            if (IsNew(refusal.Message))
                Refuse(refusal.Reason);
        }
        var counts = memory.Meta.Counts;
        counts.Accepted += Accepted;
        counts.Duplicate += Duplicate;
        counts.Late += Late;
        counts.Overflowed += Overflowed;
        memory.Counted(_messages);
    }

    private void Refuse(string reason)
    {
        var refused = memory.Meta.Counts.Refused;
        refused[reason] = (refused.TryGetValue(reason, out var known) ? known : 0) + 1;
        _refused.Add(reason);
    }

    /// <summary>0 is the stamp of no message.</summary>
    private static uint Stamp(ulong message) => Math.Max(1, (uint)message);

    private bool IsNew(ulong message)
    {
        if (!memory.Window.Contains(message) && _messages.Add(message))
            return true;
        Redelivered++;
        return false;
    }

    private async Task ApplyAsync(ShardEvent e)
    {
        if (clock.IsLate(e.Event.At))
        {
            Late++;
            return;
        }
        var known = await memory.FindAsync(e.Event.UserId);
        var history = known ?? await memory.CreateAsync(e.Event.UserId);
        switch (HistoryEditor.Apply(history, e.Event, Stamp(e.Message)))
        {
            case ApplyResult.Redelivered:
                // Older than the window, but the history knows it.
                Redelivered++;
                return;
            case ApplyResult.Duplicate:
                Duplicate++;
                return;
            case ApplyResult.Overflowed:
                // It was taken, and fell off the bound: the history counts it.
                Accept(e);
                Overflowed++;
                memory.Changed(history);
                return;
        }
        Accept(e);
        AtOnce |= known is null || e.Event.WhatCase != Contracts.Wire.UserEvent.WhatOneofCase.Interaction;
        memory.Changed(history);
        if (_changed.Add(history.UserId))
            history.Emission++;
        Owe(history.UserId, e.PublishedAt);
    }

    private void Accept(ShardEvent e)
    {
        Accepted++;
        if (!e.Archived.IsEmpty)
            _archived.Add(e.Archived);
    }

    private void Owe(string userId, long publishedAt)
    {
        if (_owed.TryGetValue(userId, out var owed))
        {
            owed.PublishedAt = owed.PublishedAt == 0 ? publishedAt : Math.Min(owed.PublishedAt, publishedAt);
            return;
        }
        owed = new OwedUser { UserId = userId, PublishedAt = publishedAt };
        _owed[userId] = owed;
        memory.Meta.Owed.Add(owed);
    }
}
