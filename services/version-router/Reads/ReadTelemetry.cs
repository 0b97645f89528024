using System.Diagnostics;
using UserRep.Contracts.Reads;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Reads;

/// <summary>Times reads of vectors and says on their span whom they were for. Names that nobody registered are not labels: anyone may send any.</summary>
internal sealed class ReadTelemetry(RegistrySnapshot registry, VersionRouterInstruments instruments, TimeProvider clock)
{
    private const string Other = "other";
    private const string None = "none";

    public long Begin() => clock.GetTimestamp();

    /// <param name="begun">What <see cref="Begin"/> gave.</param>
    /// <param name="caller">The app-id; null: the call carries none.</param>
    public void End<T>(long begun, string model, string? caller, Outcome<T> outcome, EmbeddingsResponse? served)
    {
        var known = registry.Current?.Model(model);
        var consumer = caller is not null && known?.AllowedAppIds.Contains(caller) == true ? caller : Other;
        var (version, assignment) = (served?.EncoderVersion ?? None, served?.Assignment ?? None);
        var status = outcome.Problem?.Code ?? "OK";
        instruments.OnReadEnded(known?.Model ?? Other, version, assignment, consumer, status, clock.GetElapsedTime(begun));
        // The request's own span: the call of embedding-store is its child.
        if (Activity.Current is { IsAllDataRequested: true } span)
            span.SetTag("userrep.model", known?.Model ?? Other).SetTag("userrep.version", version).SetTag("userrep.assignment", assignment).SetTag("userrep.status", status).SetTag("userrep.users", served?.UserIds.Count ?? 0);
    }
}
