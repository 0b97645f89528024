namespace UserRep.Contracts.Freshness;

/// <summary>Event-to-vector times of one version since it began, by bucket of <see cref="FreshnessBuckets"/>.</summary>
public sealed record FreshnessReport(string EncoderVersion, IReadOnlyList<long> UpperBoundsMilliseconds, IReadOnlyList<long> Counts, double? P50Milliseconds, double? P99Milliseconds);
