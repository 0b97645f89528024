using UserRep.Contracts.Versions;
using UserRep.Encoder.Sessions;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Versions;

internal static class LeaseExtensions
{
    /// <summary>Leases a version for a call, which gives it back with <see cref="LoadedVersion.Release"/>. A name that none is loaded of is refused, never answered by another.</summary>
    public static Outcome<LoadedVersion> Lease(this LiveVersions live, string name)
    {
        if (!EncoderVersion.TryParse(name, out var version))
            return Problem.Invalid("VERSION_NAME", $"'{name}' is not a version: write representation@v1 (or v1).");
        var loaded = live.Current?.Loaded ?? [];
        if (loaded.FirstOrDefault(v => v.Name == version.ToString()) is { } found && found.TryLease())
            return found;
        return Problem.NotFound("VERSION_NOT_LIVE", $"{version} is not encoded here.").With("live", loaded.Select(v => v.Name).ToArray());
    }
}
