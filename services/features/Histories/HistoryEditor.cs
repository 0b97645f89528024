using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;

namespace UserRep.Features.Histories;

/// <summary>
/// Puts events into a history. Any order, repetition or batch split of the same events gives the same days, profile
/// and onboarding: sums are integers, ties are broken by event hash, and what falls off the bound is decided by
/// sizes that only grow (<see cref="HistoryBound"/>).
/// </summary>
public static class HistoryEditor
{
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
        HistoryBound.Keep(history, day);
        return ApplyResult.Accepted;
    }

    /// <summary>The latest picks by time count; between equal times the higher event hash.</summary>
    public static ApplyResult Onboarding(UserHistory history, ulong eventHash, long at, IReadOnlyCollection<ulong> items, uint stamp = 0)
    {
        var result = Remember(history, eventHash, at, stamp, out var day);
        if (!MaySet(result))
            return result;
        var known = history.Onboarding;
        if (known is null || IsNewer(at, eventHash, known.At, known.EventHash))
        {
            history.Onboarding = new OnboardingPicks { At = at, EventHash = eventHash };
            history.Onboarding.Items.AddRange(items.Distinct().Order());
        }
        HistoryBound.Keep(history, day);
        return ApplyResult.Accepted;
    }

    /// <summary>Each attribute keeps its latest value by time; between equal times the one of the higher event hash.</summary>
    public static ApplyResult Profile(UserHistory history, ulong eventHash, long at, IEnumerable<KeyValuePair<string, string>> values, uint stamp = 0)
    {
        var result = Remember(history, eventHash, at, stamp, out var day);
        if (!MaySet(result))
            return result;
        foreach (var (name, value) in values)
            SetProfile(history, name, value, at, eventHash);
        HistoryBound.KeepAttributes(history);
        HistoryBound.Keep(history, day);
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
        // Whether the event is kept or not, and so the same in any order.
        history.LastEventAt = Math.Max(history.LastEventAt, at);
        if (history.FloorDay != 0 && number <= history.FloorDay)
        {
            history.Overflowed++;
            day = null;
            return ApplyResult.Overflowed;
        }
        day = history.DayOrNew(number);
        if (day.Full)
        {
            history.Overflowed++;
            day = null;
            return ApplyResult.Overflowed;
        }
        if (!day.TryRemember(eventHash, stamp, out var known))
            return known != 0 && known == stamp ? ApplyResult.Redelivered : ApplyResult.Duplicate;
        return ApplyResult.Accepted;
    }

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
