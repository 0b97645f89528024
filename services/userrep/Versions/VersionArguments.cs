namespace UserRep.Command.Versions;

/// <param name="Root">Folder of bundles.</param>
/// <param name="Number">The number asked for; null: the next one.</param>
/// <param name="Router">The sidecar through which version-router is asked; null: the usual one, if it answers.</param>
internal sealed record VersionArguments(string Root, int? Number, string? Router);
