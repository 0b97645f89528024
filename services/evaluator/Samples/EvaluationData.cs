using UserRep.Contracts.Events;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Samples;

/// <summary>Everything that is asked and known: the log, who is tested, and what items belong to.</summary>
internal sealed class EvaluationData
{
    public EvaluationData(EventLog log, IEventSource source, double testShare, DateTimeOffset cutOff)
    {
        CutOff = cutOff.ToUnixTimeMilliseconds();
        Log = log;
        IsTestUser = [.. log.Users.Select(u => PersonSplit.IsLeftOut(source.PersonOf(u), testShare))];
        Persons = [.. log.Users.Select(source.PersonOf)];
        Groups = ItemGroups.Of(log, source.ItemCategories);
        Labels = source.Labels;
        for (var u = 0; u < log.Users.Length; u++)
        {
            foreach (ref readonly var e in log.Of(u))
            {
                if (e.Item < 0)
                    continue;
                End = Math.Max(End, e.At + 1);
                HasTimesOfDay |= e.At % UnixDay.MillisecondsPerDay != 0;
            }
        }
    }

    /// <summary>Just after the last interaction, in Unix milliseconds.</summary>
    public long End { get; }

    /// <summary>Whether events know more than their day: else there are no first hours to look at.</summary>
    public bool HasTimesOfDay { get; }

    public EventLog Log { get; }

    /// <summary>The bundle's, in Unix milliseconds: representations learn from nothing at or after it.</summary>
    public long CutOff { get; }

    public bool[] IsTestUser { get; }

    /// <summary>By user: whom the bootstrap draws.</summary>
    public string[] Persons { get; }

    public ItemGroups Groups { get; }

    public SourceLabels Labels { get; }

    /// <summary>The number of the user's events before an instant.</summary>
    public int EventsBefore(int user, long at)
    {
        var events = Log.Of(user);
        var (low, high) = (0, events.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = events[middle].At < at ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    /// <summary>Whether the user acted on any item in [from, to).</summary>
    public bool IsActive(int user, long from, long to)
    {
        var events = Log.Of(user);
        for (var i = EventsBefore(user, to) - 1; i >= 0 && events[i].At >= from; i--)
        {
            if (events[i].Item >= 0)
                return true;
        }
        return false;
    }

    /// <summary>Whether the sample's user acted on any item in so many days before it.</summary>
    public bool IsRecent(Sample sample, int days) => IsActive(sample.User, sample.At - Days(days), sample.At);

    public static long Days(int days) => days * UnixDay.MillisecondsPerDay;
}
