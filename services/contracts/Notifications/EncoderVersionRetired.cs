namespace UserRep.Contracts.Notifications;

/// <summary>On the bus of the bridge: an encoder version is no longer served, for good. Told once per version.</summary>
public sealed record EncoderVersionRetired(string EncoderVersion, string EmbeddingSpaceId);
