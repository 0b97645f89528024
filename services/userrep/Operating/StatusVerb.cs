using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Users;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Operating;

/// <summary><c>userrep status</c>: the whole mesh on one screen.</summary>
internal static class StatusVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error) =>
        new OperatorVerb("status", "Shows on one screen: versions with state, coverage, age, models pinned and last read; models with pin and heads; ingest and dead letters.")
            .Runs(output, error, RunAsync);

    private static async Task<VerbResult> RunAsync(System.CommandLine.ParseResult parsed, MeshClient mesh, CancellationToken ct)
    {
        var list = await mesh.GetAsync<VersionList>(AppIds.VersionRouter, "/v1/versions", ct);
        if (list.Fault is not null)
            return VerbResult.Failed(list.Fault);
        var versions = await Task.WhenAll(list.Value!.Versions.Select(v => mesh.GetAsync<VersionInfo>(AppIds.VersionRouter, $"/v1/versions/{Uri.EscapeDataString(v.Version)}", ct)));
        var models = await mesh.GetAsync<ModelInfo[]>(AppIds.VersionRouter, "/v1/models", ct);
        var ingest = await mesh.GetAsync<IngestStats>(AppIds.FeatureIngest, "/v1/ingest/stats", ct);
        if (versions.Select(v => v.Fault).Append(models.Fault).Append(ingest.Fault).OfType<string>().ToArray() is { Length: > 0 } faults)
            return VerbResult.Failed(faults);
        var lines = new List<(string, string)>();
        foreach (var version in versions.Select(v => v.Value!))
            lines.Add((version.Version, Line(version, models.Value!)));
        lines.AddRange(models.Value!.Select(m => (m.Model, ModelsVerb.Line(m))));
        var stats = ingest.Value!;
        lines.Add(("ingest", FormattableString.Invariant($"{stats.Users:N0} users, {stats.Accepted:N0} accepted, {stats.Duplicate:N0} duplicate, {stats.Late:N0} late, {stats.RefusedTotal:N0} refused, {stats.Owed:N0} users owed a vector")));
        lines.Add(("dead letters", FormattableString.Invariant($"{stats.DeadLetters.Kept:N0} kept")));
        return VerbResult.Done(new { versions = versions.Select(v => v.Value), models = models.Value, ingest = stats }, lines);
    }

    private static string Line(VersionInfo version, ModelInfo[] models)
    {
        var parts = new List<string> { $"{version.State,-11}" };
        if (version.ServedFrom is not null)
            parts.Add(VersionsVerb.Adapted(version).Trim());
        else if (version.Coverage is { } coverage)
            parts.Add(FormattableString.Invariant($"{coverage.Share:P2} of {coverage.Users:N0} users"));
        if (version.Coverage?.AsOf is { } days)
            parts.Add(FormattableString.Invariant($"as of {days.Median:yyyy-MM-dd} (99% from {days.P01:yyyy-MM-dd})"));
        var pinned = models.Where(m => m.Pin == version.Version).Select(m => m.Model).ToArray();
        parts.Add(pinned.Length == 0 ? "no pins" : $"pinned by {string.Join(", ", pinned)}");
        parts.Add(version.LastReads is [var last, ..] ? $"last read {Instants.Text(last.At)} by {last.Model}" : "never read");
        return string.Join("  ", parts);
    }
}
