using System.Text;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;

namespace UserRep.Features.Histories;

/// <summary>
/// Keeps one history within its bytes. Each day is charged, the names of its actions included, by a size that only grows as
/// events come in, and is kept whole or not at all, so what is kept depends on the final content and not on the order in
/// which it came: a day above its share is emptied; of the days, the oldest go; of the attributes, those with the highest
/// hashes go. What has gone once would go in any order, so what comes after it is only counted.
/// </summary>
public static class HistoryBound
{
    /// <summary>Upper bound of one history, serialised, in bytes (design: at most 256 KiB).</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Upper bound of one day: 2,700 events on as many items, or 10,900 on a few. More is a machine, and must not cost a user the other days.</summary>
    public const int MaxDayBytes = MaxBytes / 2;

    /// <summary>Attributes kept of one user.</summary>
    public const int MaxAttributes = 64;

    // Largest serialised sizes, so that what is charged is never below what is stored: an activity is 8 (item) + 2 (action) + 5 (count)
    // + 10 (weight) + 10 (milliseconds), an event its hash and stamp, a day its number, its mark and eight column headers.
    private const int BytesPerActivity = 35;
    private const int BytesPerEvent = sizeof(ulong) + sizeof(uint);
    private const int BytesPerDay = 56;

    // A name of 64 and a value of 128 characters, three bytes each at most, with time, hash and headers.
    private const int BytesPerAttribute = 3 * (64 + 128) + 32;

    // A user id of 256 characters, 200 picks, and all single numbers.
    private const int BytesBeside = 3 * 256 + 8 * 200 + 128;

    /// <param name="changed">The day that an event was put into, if any.</param>
    public static void Keep(UserHistory history, HistoryDay? changed)
    {
        // Names are looked up day by day only where charging each day for all of them is too much.
        var names = NameBytes(history);
        if (changed is not null && Size(changed) + names > MaxDayBytes && IsAboveItsShare(history, changed))
            Empty(history, changed);
        var beside = BytesBeside + history.Profile.Count * BytesPerAttribute;
        var most = beside;
        // By index here and below: an enumerator of these columns is an allocation a day for every event.
        for (var d = 0; d < history.Days.Count; d++)
            most += history.Days[d].Full ? MaxDayBytes : Size(history.Days[d]) + names;
        if (most > MaxBytes)
            DropDays(history, beside);
    }

    /// <summary>Of too many attributes those with the lowest hashes stay; no other way to choose is the same in any order.</summary>
    public static void KeepAttributes(UserHistory history)
    {
        while (history.Profile.Count > MaxAttributes)
        {
            var last = history.Profile.MaxBy(p => (!EventConversion.IsNamed(p.Name), StableHash.Of(p.Name)))!;
            history.Profile.Remove(last);
            history.AttributesOverflowed++;
        }
    }

    private static bool IsAboveItsShare(UserHistory history, HistoryDay day)
    {
        using var charges = new DayCharges(history);
        return Size(day) + charges.NameBytes(day) > MaxDayBytes;
    }

    private static void DropDays(UserHistory history, int beside)
    {
        var first = FirstKept(history, beside);
        if (first == 0)
            return;
        history.FloorDay = history.Days[first - 1].Day;
        for (; first > 0; first--)
        {
            history.Overflowed += history.Days[0].EventHashes.Count;
            history.Days.RemoveAt(0);
        }
        ForgetNames(history);
    }

    /// <returns>Index of the oldest day that there is room for beside all newer ones.</returns>
    private static int FirstKept(UserHistory history, int beside)
    {
        using var charges = new DayCharges(history);
        var bytes = beside;
        var first = history.Days.Count;
        while (first > 0)
        {
            var day = history.Days[first - 1];
            bytes += day.Full ? MaxDayBytes : Size(day) + charges.NameBytes(day);
            if (bytes > MaxBytes)
                break;
            first--;
        }
        return first;
    }

    /// <summary>It goes on being charged as a day can be at most: a day must not give way to others and then take their room.</summary>
    private static void Empty(UserHistory history, HistoryDay day)
    {
        history.Overflowed += day.EventHashes.Count;
        day.Items.Clear();
        day.Actions.Clear();
        day.Counts.Clear();
        day.MilliWeights.Clear();
        day.Milliseconds.Clear();
        day.EventHashes.Clear();
        day.MessageStamps.Clear();
        day.Full = true;
        ForgetNames(history);
    }

    /// <summary>Names that no kept day uses any more take no room.</summary>
    private static void ForgetNames(UserHistory history)
    {
        var names = new NameTable(history.Actions.Count);
        foreach (var day in history.Days)
        {
            for (var i = 0; i < day.Actions.Count; i++)
                day.Actions[i] = names.Kept(day.Actions[i]);
        }
        var kept = new string[names.Count];
        for (var i = 0; i < history.Actions.Count; i++)
        {
            if (names.Find((uint)i) is { } index)
                kept[index] = history.Actions[i];
        }
        history.Actions.Clear();
        history.Actions.AddRange(kept);
    }

    internal static int NameBytes(string name) => Encoding.UTF8.GetByteCount(name) + 4;

    private static int Size(HistoryDay day) => BytesPerDay + day.Items.Count * BytesPerActivity + day.EventHashes.Count * BytesPerEvent;

    private static int NameBytes(UserHistory history)
    {
        var bytes = 0;
        for (var i = 0; i < history.Actions.Count; i++)
            bytes += NameBytes(history.Actions[i]);
        return bytes;
    }
}
