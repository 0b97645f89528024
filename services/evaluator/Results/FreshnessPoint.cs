namespace UserRep.Evaluator.Results;

/// <summary>A task answered from vectors this many days old.</summary>
/// <param name="LossAgainstFresh">The value at 0 days minus this one, on the same draws of persons: above 0, age costs. Null at 0 days.</param>
public sealed record FreshnessPoint(string Task, string Metric, int StaleDays, Interval Value, Interval? LossAgainstFresh);
