using Google.Protobuf;
using UserRep.FeatureIngest.Clocks;
using UserRep.Features.Histories;

namespace UserRep.FeatureIngest.Shards;

/// <summary>Applies one batch to a shard's memory.</summary>
internal sealed class BatchApplication(ShardMemory memory, AsOfClock clock)
{
    /// <summary>Events of an erased user that wait for the archive; more within the minute that it takes is a machine, and is refused.</summary>
    private const int MaxWithheld = 1000;

    /// <summary>Trace contexts kept for one owed user, and for all of a shard: 56 KiB of a document that is saved with every turn.</summary>
    private const int MaxTracesPerUser = 4;
    private const int MaxTracesPerShard = 1024;

    private readonly Dictionary<string, OwedUser> _owed = memory.Meta.Owed.ToDictionary(o => o.UserId);
    private readonly HashSet<string> _changed = [];
    private readonly HashSet<ulong> _messages = [];
    private readonly List<ulong> _withoutTrace = [];
    private readonly List<ByteString> _archived = [];
    private int _traces = memory.Meta.Owed.Sum(o => o.Traceparents.Count);

    public int Accepted { get; private set; }

    public int Duplicate { get; private set; }

    public int Late { get; private set; }

    public int Overflowed { get; private set; }

    public int Redelivered { get; private set; }

    /// <summary>Older than the erasure of their user.</summary>
    public int Erased { get; private set; }

    /// <summary>Sampled events whose trace ends here, because their user or shard keeps as many as it may.</summary>
    public int DroppedTraces { get; private set; }

    /// <summary>The accepted events in the form that is archived; none where the archive is off.</summary>
    public IReadOnlyList<ByteString> Archived => _archived;

    /// <summary>Someone's first events, onboarding picks or profile are in it: emit at once.</summary>
    public bool AtOnce { get; private set; }

    public bool IsEmpty => _messages.Count + Redelivered == 0;

    public async Task ApplyAsync(ShardBatch batch)
    {
        foreach (var e in batch.Events)
        {
            if (IsNew(e.Message))
                await ApplyAsync(e);
        }
        var counts = memory.Meta.Counts;
        counts.Accepted += Accepted;
        counts.Duplicate += Duplicate;
        counts.Late += Late;
        counts.Overflowed += Overflowed;
        counts.Redelivered += Redelivered;
        counts.Erased += Erased;
        memory.Counted(_messages, _withoutTrace);
    }

    /// <summary>0 is the stamp of no message.</summary>
    private static uint Stamp(ulong message) => Math.Max(1, (uint)message);

    private bool IsNew(ulong message)
    {
        if (!memory.IsCounted(message) && _messages.Add(message))
            return true;
        Redelivered++;
        return false;
    }

    private async Task ApplyAsync(ShardEvent e)
    {
        if (clock.IsLate(e.Event.At))
        {
            Late++;
            _withoutTrace.Add(e.Message);
            return;
        }
        var mark = memory.Marks.Find(e.Event.UserId);
        var withheld = mark is { ArchivePending: true } && !e.Archived.IsEmpty ? await memory.WithheldAsync(e.Event.UserId) : null;
        if (mark is not null && (clock.IsBefore(e, mark.ErasedAt) || withheld?.Archived.Count >= MaxWithheld))
        {
            Erased++;
            _withoutTrace.Add(e.Message);
            return;
        }
        var known = await memory.FindAsync(e.Event.UserId);
        var history = known ?? await memory.CreateAsync(e.Event.UserId);
        var overflowed = history.Overflowed;
        var result = HistoryEditor.Apply(history, e.Event, Stamp(e.Message));
        // What an event pushes off the bound counts as much as the event that comes too late to be kept.
        Overflowed += (int)(history.Overflowed - overflowed);
        switch (result)
        {
            case ApplyResult.Redelivered:
                // Older than the window, but the history knows it.
                Redelivered++;
                return;
            case ApplyResult.Duplicate:
                Duplicate++;
                _withoutTrace.Add(e.Message);
                return;
            case ApplyResult.Overflowed:
                // It was taken, and fell off the bound.
                Accept(e, withheld);
                _withoutTrace.Add(e.Message);
                memory.Changed(history);
                return;
        }
        Accept(e, withheld);
        AtOnce |= known is null || e.Event.WhatCase != Contracts.Wire.UserEvent.WhatOneofCase.Interaction;
        memory.Changed(history);
        if (_changed.Add(history.UserId))
            history.Emission++;
        Owe(history.UserId, e);
    }

    private void Accept(ShardEvent e, WithheldEvents? withheld)
    {
        Accepted++;
        if (e.Archived.IsEmpty)
            return;
        if (withheld is null)
        {
            _archived.Add(e.Archived);
            return;
        }
        withheld.Archived.Add(e.Archived);
        memory.Withhold(e.Event.UserId, withheld);
    }

    private void Owe(string userId, ShardEvent e)
    {
        if (_owed.TryGetValue(userId, out var owed))
        {
            owed.PublishedAt = owed.PublishedAt == 0 ? e.PublishedAt : Math.Min(owed.PublishedAt, e.PublishedAt);
        }
        else
        {
            owed = new OwedUser { UserId = userId, PublishedAt = e.PublishedAt };
            _owed[userId] = owed;
            memory.Meta.Owed.Add(owed);
        }
        if (e.Traceparent.Length > 0)
            Trace(owed, e.Traceparent);
    }

    private void Trace(OwedUser owed, string traceparent)
    {
        if (owed.Traceparents.Contains(traceparent))
            return;
        if (owed.Traceparents.Count >= MaxTracesPerUser || _traces >= MaxTracesPerShard)
        {
            DroppedTraces++;
            return;
        }
        owed.Traceparents.Add(traceparent);
        _traces++;
    }
}
