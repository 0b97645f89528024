using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;

namespace UserRep.Features.Histories;

/// <summary>
/// Puts events into a history. Any order, repetition or batch split of the same events gives the same days, profile
/// and onboarding: sums are integers, ties are broken by event hash, and what falls off the bound is the oldest days.
/// </summary>
public static class HistoryEditor
{
    /// <summary>Upper bound of one history in bytes (design: at most 256 KiB).</summary>
    public const int MaxBytes = 256 * 1024;

    // Largest serialized size of one activity (8 item + 2 action + 5 count + 10 weight + 10 ms) and of a day's frame,
    // so that the estimate never is below the real size. It only has to be monotonic for eviction to be order-free.
    private const int BytesPerActivity = 35;
    private const int BytesPerDay = 32;

    /// <param name="stamp">Tells the message that brought the event from others; 0 where there is none, as offline.</param>
    public static ApplyResult Apply(UserHistory history, UserEvent e, uint stamp = 0) => e.WhatCase switch
    {
        UserEvent.WhatOneofCase.Interaction => Interaction(history, e.EventHash, e.At, e.Interaction.Item, e.Interaction.Action, e.Interaction.MilliWeight, e.Interaction.Milliseconds, stamp),
        UserEvent.WhatOneofCase.Onboarding => Onboarding(history, e.EventHash, e.At, e.Onboarding.Items, stamp),
        UserEvent.WhatOneofCase.Profile => Profile(history, e.EventHash, e.At, e.Profile.Values, stamp),
        _ => throw new ArgumentException("An event without content reached a history.", nameof(e)),
    };

    public static ApplyResult Interaction(UserHistory history, ulong eventHash, long at, ulong item, string action, long milliWeight, ulong milliseconds, uint stamp = 0)
    {
        var result = Remember(history, eventHash, at, stamp, out var day);
        if (result != ApplyResult.Accepted)
            return result;
        day!.Add(item, ActionIndex(history, action), history.Actions, milliWeight, milliseconds);
        KeepWithinBound(history);
        return ApplyResult.Accepted;
    }

    /// <summary>The latest picks by time count; between equal times the higher event hash.</summary>
    public static ApplyResult Onboarding(UserHistory history, ulong eventHash, long at, IReadOnlyCollection<ulong> items, uint stamp = 0)
    {
        var result = Remember(history, eventHash, at, stamp, out _);
        if (!MaySet(result))
            return result;
        var known = history.Onboarding;
        if (known is null || IsNewer(at, eventHash, known.At, known.EventHash))
        {
            history.Onboarding = new OnboardingPicks { At = at, EventHash = eventHash };
            history.Onboarding.Items.AddRange(items.Distinct().Order());
        }
        KeepWithinBound(history);
        return ApplyResult.Accepted;
    }

    /// <summary>Each attribute keeps its latest value by time; between equal times the one of the higher event hash.</summary>
    public static ApplyResult Profile(UserHistory history, ulong eventHash, long at, IEnumerable<KeyValuePair<string, string>> values, uint stamp = 0)
    {
        var result = Remember(history, eventHash, at, stamp, out _);
        if (!MaySet(result))
            return result;
        foreach (var (name, value) in values)
            SetProfile(history, name, value, at, eventHash);
        KeepWithinBound(history);
        return ApplyResult.Accepted;
    }

    /// <summary>
    /// What is set stays when its day falls off the bound, so it must also be set when it comes after that. Its event is
    /// no longer remembered then, but setting the same again changes nothing.
    /// </summary>
    private static bool MaySet(ApplyResult result) => result is ApplyResult.Accepted or ApplyResult.Overflowed;

    private static void SetProfile(UserHistory history, string name, string value, long at, ulong eventHash)
    {
        var index = 0;
        for (; index < history.Profile.Count; index++)
        {
            var order = string.CompareOrdinal(history.Profile[index].Name, name);
            if (order == 0)
            {
                var known = history.Profile[index];
                if (IsNewer(at, eventHash, known.At, known.EventHash))
                    (known.Value, known.At, known.EventHash) = (value, at, eventHash);
                return;
            }
            if (order > 0)
                break;
        }
        history.Profile.Insert(index, new ProfileValue { Name = name, Value = value, At = at, EventHash = eventHash });
    }

    private static ApplyResult Remember(UserHistory history, ulong eventHash, long at, uint stamp, out HistoryDay? day)
    {
        var number = UnixDay.Of(at);
        if (history.FloorDay != 0 && number <= history.FloorDay)
        {
            history.Overflowed++;
            day = null;
            return ApplyResult.Overflowed;
        }
        day = history.DayOrNew(number);
        if (!day.TryRemember(eventHash, stamp, out var known))
            return known != 0 && known == stamp ? ApplyResult.Redelivered : ApplyResult.Duplicate;
        history.LastEventAt = Math.Max(history.LastEventAt, at);
        return ApplyResult.Accepted;
    }

    /// <summary>
    /// Drops the oldest days until the rest fits. The floor only rises, and each kept day is complete, so the outcome
    /// depends on the final content alone. The newest day is never dropped: one day's events are bounded by the source.
    /// </summary>
    private static void KeepWithinBound(UserHistory history)
    {
        var bytes = 0;
        foreach (var day in history.Days)
            bytes += Size(day);
        while (bytes > MaxBytes && history.Days.Count > 1)
        {
            var oldest = history.Days[0];
            bytes -= Size(oldest);
            history.FloorDay = oldest.Day;
            history.Overflowed += oldest.EventHashes.Count;
            history.Days.RemoveAt(0);
        }
    }

    private static int Size(HistoryDay day) => BytesPerDay + day.Items.Count * BytesPerActivity + day.EventHashes.Count * (sizeof(ulong) + sizeof(uint));

    private static bool IsNewer(long at, ulong hash, long knownAt, ulong knownHash) => at != knownAt ? at > knownAt : hash > knownHash;

    private static uint ActionIndex(UserHistory history, string action)
    {
        var index = history.Actions.IndexOf(action);
        if (index >= 0)
            return (uint)index;
        history.Actions.Add(action);
        return (uint)(history.Actions.Count - 1);
    }
}
