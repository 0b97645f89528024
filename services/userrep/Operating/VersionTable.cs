using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Operating;

/// <summary>Encoder versions as operators look at them, by their numbers.</summary>
internal static class VersionTable
{
    private static readonly string[] s_header = ["version", "state", "coverage", "as of", "99% from", "used by", "last read"];

    public static IReadOnlyList<(string, string)> Lines(IReadOnlyList<VersionInfo> versions, IReadOnlyList<ModelInfo> models, DateTimeOffset now) =>
        Table.Lines(s_header, versions.Select(v => Row(v, models, now)));

    private static IReadOnlyList<string> Row(VersionInfo version, IReadOnlyList<ModelInfo> models, DateTimeOffset now) =>
    [
        ModelTable.Short(version.Version),
        version.State.ToString(),
        Coverage(version),
        Day(version.Coverage?.AsOf?.Median),
        Day(version.Coverage?.AsOf?.P01),
        string.Join(", ", models.SelectMany(m => Uses(m, version.Version))) is { Length: > 0 } uses ? uses : "-",
        version.LastReads is [var last, ..] ? $"{Instants.Length(now - last.At)} ago by {last.Model}" : "never",
    ];

    /// <summary>Rounded down: a version that lacks somebody is never shown as complete. One that has no vectors of its own says whose it is served from.</summary>
    private static string Coverage(VersionInfo version) => version.ServedFrom is { } source ? $"{ModelTable.Short(source)}, adapted" : version.Coverage is not { } coverage ? "-" : FormattableString.Invariant($"{Math.Floor(coverage.Share * 10_000) / 100:0.00}%");

    private static string Day(DateOnly? day) => day is { } known ? FormattableString.Invariant($"{known:yyyy-MM-dd}") : "-";

    private static IEnumerable<string> Uses(ModelInfo model, string version)
    {
        if (model.Pin == version)
            yield return model.Model;
        var (canary, shadow) = ((model.Canaries ?? []).Any(c => c.Version == version), model.Shadow == version);
        if (canary || shadow)
            yield return $"{model.Model} ({(canary && shadow ? "canary, shadow" : canary ? "canary" : "shadow")})";
    }
}
