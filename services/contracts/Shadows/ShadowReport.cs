namespace UserRep.Contracts.Shadows;

/// <summary>What reading a shadow beside a model's versions has shown, over all replicas of version-router, to within the seconds between two saves.</summary>
/// <param name="Version">Null where no shadow runs and none ever did.</param>
/// <param name="IsRunning">False: it has ended, and these are its figures.</param>
/// <param name="Since">When the first read was compared.</param>
public sealed record ShadowReport(string Model, string? Version, bool IsRunning, DateTimeOffset? Since, ShadowCounts Counts);
