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
        new OperatorVerb("status", "Shows on one screen: versions with state, coverage, age, who uses them and last read; models with pin, proof, canary and shadow; ingest and dead letters; on a local mesh, who is behind on a topic.")
            .Runs(output, error, RunAsync);

    private static async Task<VerbResult> RunAsync(System.CommandLine.ParseResult parsed, MeshClient mesh, CancellationToken ct)
    {
        var list = await mesh.GetAsync<VersionList>(AppIds.VersionRouter, "/v1/versions", ct);
        if (list.Fault is not null)
            return VerbResult.Failed(list.Fault);
        var versions = await Task.WhenAll(list.Value!.Versions.Select(v => mesh.GetAsync<VersionInfo>(AppIds.VersionRouter, $"/v1/versions/{Uri.EscapeDataString(v.Version)}", ct)));
        var models = await mesh.GetAsync<ModelInfo[]>(AppIds.VersionRouter, "/v1/models", ct);
        var shadows = await ShadowCalls.OfAsync(mesh, models.Value ?? [], ct);
        var ingest = await mesh.GetAsync<IngestStats>(AppIds.FeatureIngest, "/v1/ingest/stats", ct);
        if (versions.Select(v => v.Fault).Append(models.Fault).Concat(shadows.Select(s => s.Fault)).Append(ingest.Fault).OfType<string>().ToArray() is { Length: > 0 } faults)
            return VerbResult.Failed(faults);
        var (known, reports, stats) = (versions.Select(v => v.Value!).OrderBy(Number).ToArray(), shadows.Select(s => s.Value!).ToArray(), ingest.Value!);
        var subscriptions = await mesh.LocalSubscriptionsAsync(ct);
        return VerbResult.Done(
            new { versions = known, models = models.Value, shadows = reports, ingest = stats, subscriptions },
            [
                .. VersionTable.Lines(known, models.Value!, TimeProvider.System.GetUtcNow()),
                ("", ""),
                .. ModelTable.Lines(models.Value!, reports),
                ("", ""),
                ("ingest", FormattableString.Invariant($"{stats.Users:N0} users, {stats.Accepted:N0} accepted, {stats.Duplicate:N0} duplicate, {stats.Late:N0} late, {stats.RefusedTotal:N0} refused, {stats.Owed:N0} users owed a vector")),
                ("dead letters", FormattableString.Invariant($"{stats.DeadLetters.Kept:N0} kept")),
                .. subscriptions.Where(s => s.IsBehind).Select(s => ("pub/sub", s.Line)),
            ]);
    }

    private static int Number(VersionInfo version) => EncoderVersion.TryParse(version.Version, out var parsed) ? parsed.Number : int.MaxValue;
}
