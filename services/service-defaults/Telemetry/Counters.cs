using System.Diagnostics.Metrics;

namespace UserRep.ServiceDefaults.Telemetry;

public static class Counters
{
    /// <summary>A counter that begins at 0. Others are exported once they were added to, and an alert on one that isn't there can't be told from one that is at rest.</summary>
    public static Counter<long> CreateCounterFromZero(this Meter meter, string name, string unit, string description)
    {
        var counter = meter.CreateCounter<long>(name, unit, description);
        counter.Add(0);
        return counter;
    }
}
