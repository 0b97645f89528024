namespace UserRep.Contracts.Versions;

/// <summary>A message of the topic encoder-versions: a hint that the registry has a newer epoch.</summary>
public sealed record VersionsChanged(long Epoch);
