using Google.Protobuf.Collections;
using UserRep.Contracts.Wire;

namespace UserRep.Features.Histories;

/// <summary>Keeps a history's columns sorted: days by number, activities by (item, action name), event hashes ascending.</summary>
internal static class HistoryDayExtensions
{
    public static HistoryDay DayOrNew(this UserHistory history, int number)
    {
        var days = history.Days;
        var index = days.Count;
        // Events mostly arrive in time order: look from the end.
        while (index > 0 && days[index - 1].Day > number)
            index--;
        if (index > 0 && days[index - 1].Day == number)
            return days[index - 1];
        var day = new HistoryDay { Day = number };
        days.Insert(index, day);
        return day;
    }

    public static void Add(this HistoryDay day, ulong item, uint action, RepeatedField<string> actionNames, long milliWeight, ulong milliseconds)
    {
        var index = LowerBound(day.Items, item);
        for (; index < day.Items.Count && day.Items[index] == item; index++)
        {
            if (day.Actions[index] == action)
            {
                day.Counts[index]++;
                day.MilliWeights[index] += milliWeight;
                day.Milliseconds[index] += milliseconds;
                return;
            }
            // Ordered by name, not by index: indexes depend on which action arrived first.
            if (string.CompareOrdinal(actionNames[(int)day.Actions[index]], actionNames[(int)action]) > 0)
                break;
        }
        day.Items.Insert(index, item);
        day.Actions.Insert(index, action);
        day.Counts.Insert(index, 1);
        day.MilliWeights.Insert(index, milliWeight);
        day.Milliseconds.Insert(index, milliseconds);
    }

    /// <param name="known">The stamp of the message that brought the event first, if it is here already.</param>
    /// <returns>False if the event is here already.</returns>
    public static bool TryRemember(this HistoryDay day, ulong eventHash, uint stamp, out uint known)
    {
        var index = LowerBound(day.EventHashes, eventHash);
        var isHere = index < day.EventHashes.Count && day.EventHashes[index] == eventHash;
        known = isHere ? day.MessageStamps[index] : 0;
        if (isHere)
            return false;
        day.EventHashes.Insert(index, eventHash);
        day.MessageStamps.Insert(index, stamp);
        return true;
    }

    private static int LowerBound(RepeatedField<ulong> values, ulong value)
    {
        var (low, high) = (0, values.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (values[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
