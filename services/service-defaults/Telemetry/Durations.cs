using System.Diagnostics.Metrics;

namespace UserRep.ServiceDefaults.Telemetry;

public static class Durations
{
    /// <summary>Half a millisecond to ten seconds: a run of a session, a hop and a state transaction are all in it. OpenTelemetry's default bounds are milliseconds' and put all of these into the first bucket.</summary>
    private static readonly IReadOnlyList<double> s_bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>A histogram in seconds.</summary>
    public static Histogram<double> CreateDuration(this Meter meter, string name, string description, IReadOnlyList<double>? bounds = null) =>
        meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds ?? s_bounds });

    /// <summary>A histogram of how many go together, by powers of two.</summary>
    public static Histogram<int> CreateBatchSize(this Meter meter, string name, string unit, string description) =>
        meter.CreateHistogram(name, unit, description, advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] });
}
