namespace UserRep.Contracts.Versions;

/// <summary>The UTC days that a version's vectors speak for. <see cref="P01"/>: all but 1% of the vectors are of that day or later.</summary>
public sealed record AsOfQuantiles(DateOnly Oldest, DateOnly P01, DateOnly P10, DateOnly Median, DateOnly Newest);
