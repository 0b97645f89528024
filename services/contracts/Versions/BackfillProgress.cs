namespace UserRep.Contracts.Versions;

/// <summary>How far feature-ingest has walked its users for one version.</summary>
public sealed record BackfillProgress(string Version, long Users, long Emitted, bool Done);
