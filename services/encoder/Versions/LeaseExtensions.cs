using UserRep.Contracts.Versions;
using UserRep.Encoder.Sessions;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Versions;

internal static class LeaseExtensions
{
    /// <summary>Leases a version for a call, which gives it back with <see cref="LoadedVersion.Release"/>. A name that none is loaded of is refused, never answered by another.</summary>
    public static Outcome<LoadedVersion> Lease(this LiveVersions live, string name) => Lease(live.Current?.Loaded ?? [], name);

    /// <summary>The same for a call about items, which versions that no user is encoded for are asked too.</summary>
    public static Outcome<LoadedVersion> LeaseForItems(this LiveVersions live, string name) => Lease(live.Current?.All ?? [], name);

    private static Outcome<LoadedVersion> Lease(IReadOnlyList<LoadedVersion> loaded, string name)
    {
        if (!EncoderVersion.TryParse(name, out var version))
            return Problem.Invalid("VERSION_NAME", $"'{name}' is not a version: write representation@v1 (or v1).");
        if (loaded.FirstOrDefault(v => v.Name == version.ToString()) is { } found && found.TryLease())
            return found;
        return Problem.NotFound("VERSION_NOT_LIVE", $"{version} is not encoded here.").With("live", loaded.Select(v => v.Name).ToArray());
    }
}
