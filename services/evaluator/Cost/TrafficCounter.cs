using UserRep.Contracts.Events;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Cost;

internal static class TrafficCounter
{
    public static Traffic Of(EventLog log, CostOptions options)
    {
        var (first, last) = (int.MaxValue, int.MinValue);
        for (var u = 0; u < log.Users.Length; u++)
        {
            var events = log.Of(u);
            (first, last) = (Math.Min(first, UnixDay.Of(events[0].At)), Math.Max(last, UnixDay.Of(events[^1].At)));
        }
        long emissions = 0, refreshes = 0, activeDays = 0;
        var dayTimes = true;
        var points = new List<int>();
        for (var u = 0; u < log.Users.Length; u++)
        {
            var events = log.Of(u);
            points.Clear();
            Coalescing.Points(events, options.CoalesceMilliseconds, points);
            emissions += points.Count;
            if (options.DailyRefresh)
                refreshes += last - UnixDay.Of(events[0].At);
            var day = int.MinValue;
            foreach (ref readonly var e in events)
            {
                dayTimes &= e.At % UnixDay.MillisecondsPerDay == 0;
                if (e.Item < 0 || UnixDay.Of(e.At) == day)
                    continue;
                day = UnixDay.Of(e.At);
                activeDays++;
            }
        }
        return new Traffic(log.Users.Length, last - first + 1, log.Count, emissions, refreshes, activeDays, dayTimes);
    }
}
