using System.Globalization;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Histories;

namespace UserRep.Trainer.Events;

/// <summary>Reads a source once, up to the cut, into an <see cref="EventLog"/>.</summary>
internal sealed class EventLogReader
{
    private readonly Dictionary<string, int> _users = [];
    private readonly Dictionary<string, int> _items = [];
    private readonly Dictionary<string, int> _actions = [];
    private readonly List<ulong> _itemHashes = [];
    private readonly List<UserEvent> _others = [];
    private readonly List<LoggedEvent> _events = [];
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private long _refused;

    public static EventLog Read(IEnumerable<SourceEvent> events, DateTimeOffset cutOff, Action<long> report, CancellationToken cancellationToken)
    {
        const int reportEvery = 65_536;
        var reader = new EventLogReader();
        var end = cutOff.ToUnixTimeMilliseconds();
        var seen = 0L;
        foreach (var e in events)
        {
            if (++seen % reportEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                report(seen);
            }
            if (!EventBounds.Holds(e))
            {
                reader._refused++;
                continue;
            }
            reader._first = Math.Min(reader._first, e.At);
            if (e.At < end)
                reader.Add(e);
        }
        return reader.Finish();
    }

    private void Add(SourceEvent e)
    {
        _last = Math.Max(_last, e.At);
        var user = Number(_users, e.UserId);
        if (e.Kind != SourceEventKind.Interaction)
        {
            var other = e.ToUserEvent();
            _events.Add(new LoggedEvent(user, -1, -1, _others.Count, e.At, other.EventHash, 0, 0));
            _others.Add(other);
            return;
        }
        var item = Number(_items, e.ItemId!);
        if (item == _itemHashes.Count)
            _itemHashes.Add(StableHash.Of(e.ItemId!));
        _events.Add(new LoggedEvent(user, item, Number(_actions, e.Action!), -1, e.At, StableHash.Of(e.EventId), EventConversion.MilliWeight(e.Weight), (ulong)(e.PlayedMs ?? 0)));
    }

    private EventLog Finish()
    {
        var start = new int[_users.Count + 1];
        foreach (var e in _events)
            start[e.User + 1]++;
        for (var u = 0; u < _users.Count; u++)
            start[u + 1] += start[u];
        var next = start[..^1];
        var sorted = new LoggedEvent[_events.Count];
        foreach (var e in _events)
            sorted[next[e.User]++] = e;

        var users = Names(_users);
        var actions = Names(_actions);
        var kept = 0;
        var fingerprint = UInt128.Zero;
        var seen = new HashSet<(ulong, int)>();
        for (var u = 0; u < users.Length; u++)
        {
            var own = sorted.AsSpan(start[u]..start[u + 1]);
            start[u] = kept;
            seen.Clear();
            var userHash = StableHash.Of(users[u]);
            foreach (ref readonly var e in own)
            {
                // What makes a repetition is the history's rule: the same id within one day.
                if (!seen.Add((e.Hash, UnixDay.Of(e.At))))
                    continue;
                sorted[kept++] = e;
                fingerprint += Fingerprint(e, userHash, actions);
            }
        }
        start[^1] = kept;
        return new EventLog(users, Names(_items), [.. _itemHashes], actions, _others, sorted, start, fingerprint.ToString("x32", CultureInfo.InvariantCulture))
        {
            First = Instant(_first),
            Last = Instant(_last),
            Refused = _refused,
        };

    }

    private UInt128 Fingerprint(in LoggedEvent e, ulong userHash, string[] actions)
    {
        Span<ulong> parts = [userHash, (ulong)e.At, e.Hash, 0, 0, (ulong)e.MilliWeight, e.Milliseconds, 0];
        if (e.Other < 0)
            (parts[3], parts[4]) = (_itemHashes[e.Item], StableHash.Of(actions[e.Action]));
        else if (_others[e.Other].WhatCase == UserEvent.WhatOneofCase.Onboarding)
            parts[3] = Sum(_others[e.Other].Onboarding.Items);
        else
            parts[3] = Sum(_others[e.Other].Profile.Values.Select(v => StableHash.Of($"{v.Key}={v.Value}")));
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(parts);
        var low = StableHash.Of(bytes);
        parts[7] = 1;
        return new UInt128(StableHash.Of(bytes), low);

        static ulong Sum(IEnumerable<ulong> values) => values.Aggregate(0UL, (sum, v) => unchecked(sum + v));
    }

    private static DateTimeOffset? Instant(long at) => at is long.MinValue or long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(at);

    private static int Number(Dictionary<string, int> known, string name)
    {
        ref var number = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(known, name, out var exists);
        if (!exists)
            number = known.Count - 1;
        return number;
    }

    private static string[] Names(Dictionary<string, int> known)
    {
        var names = new string[known.Count];
        foreach (var (name, number) in known)
            names[number] = name;
        return names;
    }
}
