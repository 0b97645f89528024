namespace UserRep.Evaluator.Results;

/// <summary>A task answered from vectors this many days old.</summary>
public sealed record FreshnessPoint(string Task, string Metric, int StaleDays, Interval Value, Interval? LossAgainstFresh);
