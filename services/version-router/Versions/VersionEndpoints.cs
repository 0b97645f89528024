using Microsoft.Extensions.Options;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;
using UserRep.ServiceDefaults.Validation;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Versions;

internal static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder app)
    {
        var versions = app.MapGroup("/v1/versions");
        versions.MapGet("/", ListAsync);
        versions.MapGet("/{version}", GetAsync);
        versions.MapPut("/{version}", RegisterAsync).ForOperators().WithValidation<VersionRegistration>();
        versions.MapPost("/{version}/backfill", BackfillAsync).ForOperators();
        versions.MapPost("/{version}/retire", RetireAsync).ForOperators();
    }

    private static async Task<VersionList> ListAsync(RegistryStore registry, CancellationToken ct)
    {
        var (document, _) = await registry.ReadAsync(ct);
        return new VersionList(document.Epoch, [.. document.Versions.Select(v => v.ToInfo())]);
    }

    private static async Task<IResult> GetAsync(string version, RegistryStore registry, StoreGateway store, IngestGateway ingest, LastReadStore reads, CancellationToken ct, DateTimeOffset? asOf = null)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return VersionProblems.NotAName(version).ToResult();
        var (document, _) = await registry.ReadAsync(ct);
        if (document.Version(parsed.ToString()) is not { } known)
            return VersionProblems.NotFound(parsed.ToString(), document).ToResult();
        var coverage = await store.CoverageAsync(known.Version, asOf?.ToUnixTimeMilliseconds() ?? 0, ct);
        // Kept after the end, so that it can be seen how long it took.
        var backfill = known.State != VersionState.Registered ? await ingest.ProgressAsync(known.Version, ct) : null;
        return TypedResults.Ok(known.ToInfo(coverage, backfill, await reads.OfAsync(known.Version, ct)));
    }

    private static async Task<IResult> RegisterAsync(string version, VersionRegistration body, HttpContext http, RegistryStore registry, EncoderGateway encoder, TimeProvider clock, CancellationToken ct)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return VersionProblems.NotAName(version).ToResult();
        var name = parsed.ToString();
        var (document, _) = await registry.ReadAsync(ct);
        if (document.Version(name) is { } known)
            return (known.Bundle.Sha256 == body.Sha256 ? known.ToInfo() : (Outcome<VersionInfo>)VersionProblems.Taken(known, body.Sha256!)).ToResult();

        var bundle = await encoder.ValidateAsync(name, body, ct);
        if (!bundle.Ok)
            return bundle.Problem.ToResult();
        var now = clock.GetUtcNow();
        var record = new VersionRecord(name, VersionState.Registered, body.BundleUri!, bundle.Value, now, now);
        var changed = await registry.ChangeAsync<VersionRecord>(ChangeAuthor.Of(http), current =>
            current.Version(name) is not { } other ? new Change<VersionRecord>(current.With(record), record, $"{name} registered", To: bundle.Value.Sha256)
            : other.Bundle.Sha256 == body.Sha256 ? Change<VersionRecord>.None(other)
            : VersionProblems.Taken(other, body.Sha256!), ct);
        return changed.Ok ? TypedResults.Created($"/v1/versions/{name}", changed.Value.ToInfo()) : changed.Problem.ToResult();
    }

    private static async Task<IResult> BackfillAsync(string version, HttpContext http, RegistryStore registry, IngestGateway ingest, TimeProvider clock, CancellationToken ct)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return VersionProblems.NotAName(version).ToResult();
        var moved = await registry.ChangeAsync(ChangeAuthor.Of(http), document => VersionMoves.Move(document, parsed.ToString(), VersionState.Backfilling, clock.GetUtcNow()), ct);
        if (!moved.Ok)
            return moved.Problem.ToResult();
        // One that was stopped goes on; a first start is the watcher's, once all encoders have the version.
        if (await ingest.ProgressAsync(moved.Value.Version, ct) is { State: BackfillState.Stopped } stopped && stopped.Round == moved.Value.Round)
            await ingest.StartBackfillAsync(moved.Value.Version, stopped.Round, ct);
        return TypedResults.Accepted($"/v1/versions/{parsed}", moved.Value.ToInfo());
    }

    private static async Task<IResult> RetireAsync(string version, ChangeReason body, HttpContext http, RegistryStore registry, LastReadStore reads, IOptions<VersionRouterOptions> options, TimeProvider clock, CancellationToken ct)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return VersionProblems.NotAName(version).ToResult();
        var seen = await reads.OfAsync(parsed.ToString(), ct);
        var grace = TimeSpan.FromSeconds(options.Value.RetireGraceSeconds);
        var retired = await registry.ChangeAsync(ChangeAuthor.Of(http, body.Why), document => Retirement.Decide(document, parsed.ToString(), seen, grace, clock.GetUtcNow()), ct);
        return retired.Ok ? TypedResults.Ok(retired.Value.ToInfo()) : retired.Problem.ToResult();
    }
}
