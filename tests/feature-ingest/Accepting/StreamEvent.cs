namespace UserRep.FeatureIngest.Tests.Accepting;

/// <summary>An event as a source has it, of one of the three kinds.</summary>
/// <param name="At">Unix milliseconds.</param>
internal sealed record StreamEvent(
    string UserId, string EventId, long At, string? Item = null, string? Action = null, double? Weight = null, long? PlayedMs = null, string[]? Picks = null,
    Dictionary<string, string>? Attributes = null);
