using UserRep.Contracts.Versions;

namespace UserRep.Command.Versions;

/// <summary>Chooses a new bundle's number: never one that version-router or the folder has already.</summary>
internal static class NextVersion
{
    public const string Nobody = "none";
    public const string UsualRouter = "http://localhost:3500";
    public const string RouterVariable = "DAPR_HTTP_ENDPOINT";

    public static async Task<VersionChoice> ChooseAsync(VersionArguments arguments, CancellationToken cancellationToken)
    {
        var inFolder = InFolder(arguments.Root);
        var (router, registered, fault) = await RegisteredAsync(arguments.Router, cancellationToken);
        if (fault is not null)
            return new VersionChoice(null, fault);
        if (arguments.Number is { } number)
        {
            if (number < 1)
                return new VersionChoice(null, $"--version is {number}, must be 1 or more");
            var asked = new EncoderVersion(number);
            if (inFolder.Contains(asked))
                return new VersionChoice(null, $"{asked} is in {arguments.Root} already; a version is never changed");
            return registered?.Contains(asked) == true
                ? new VersionChoice(null, $"{asked} is registered with version-router at {router} already; a version is never changed")
                : new VersionChoice(asked, "the number given");
        }
        var next = new EncoderVersion(inFolder.Concat(registered ?? []).Select(v => v.Number).DefaultIfEmpty().Max() + 1);
        return new VersionChoice(next, registered is not null ? $"the next number after those of version-router at {router} and of {arguments.Root}"
            : $"the next number in {arguments.Root}; version-router {(arguments.Router == Nobody ? "was not asked" : $"did not answer at {router}")}");
    }

    private static List<EncoderVersion> InFolder(string root) => !Directory.Exists(root)
        ? []
        : [.. Directory.EnumerateDirectories(root).Select(d => EncoderVersion.TryParse(Path.GetFileName(d), out var v) ? v : default).Where(v => v.Number > 0)];

    /// <summary>A router that was named must answer; the usual one may be down.</summary>
    private static async Task<(string Router, IReadOnlyList<EncoderVersion>? Registered, string? Fault)> RegisteredAsync(string? named, CancellationToken cancellationToken)
    {
        if (named == Nobody)
            return ("", null, null);
        var router = named ?? Environment.GetEnvironmentVariable(RouterVariable);
        if (router is null)
            return (UsualRouter, (await RouterVersions.TryGetAsync(UsualRouter, cancellationToken)).Versions, null);
        var (versions, reason) = await RouterVersions.TryGetAsync(router, cancellationToken);
        return (router, versions, versions is null ? $"version-router can't be asked for a number through {router}: {reason}; give --version, and --router {Nobody} if it is down" : null);
    }
}
