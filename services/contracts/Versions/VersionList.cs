namespace UserRep.Contracts.Versions;

/// <summary>All versions; <see cref="Epoch"/> rises with every change, so that replicas can poll for it.</summary>
public sealed record VersionList(long Epoch, IReadOnlyList<VersionInfo> Versions);
