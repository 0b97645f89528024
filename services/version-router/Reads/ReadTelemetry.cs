using System.Diagnostics;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Reads;

/// <summary>Times pinned calls and says on their span whom they were for. Names that nobody registered are not labels: anyone may send any.</summary>
internal sealed class ReadTelemetry(RegistrySnapshot registry, VersionRouterInstruments instruments, TimeProvider clock)
{
    private const string Other = "other";
    private const string None = "none";

    public long Begin() => clock.GetTimestamp();

    /// <param name="call">embeddings, items or neighbours.</param>
    /// <param name="begun">What <see cref="Begin"/> gave.</param>
    /// <param name="caller">The app-id; null: the call carries none.</param>
    /// <param name="served">What was answered, by version; none if there was a problem.</param>
    public void End(string call, long begun, string model, string? caller, Problem? problem, params IReadOnlyList<ReadGroup> served)
    {
        var known = registry.Current?.Model(model);
        var consumer = caller is not null && known?.AllowedAppIds.Contains(caller) == true ? caller : Other;
        var (name, time, status) = (known?.Model ?? Other, clock.GetElapsedTime(begun), problem?.Code ?? "OK");
        if (problem is not null)
            instruments.OnReadEnded(call, name, None, None, consumer, status, time);
        foreach (var group in served)
            instruments.OnReadEnded(call, name, group.Version.Version, group.Assignment, consumer, status, time);
        // The request's own span: the call of embedding-store or encoder is its child.
        if (Activity.Current is { IsAllDataRequested: true } span)
            Tag(span, name, status, served);
    }

    private static void Tag(Activity span, string model, string status, IReadOnlyList<ReadGroup> served) => span
        .SetTag("userrep.model", model)
        .SetTag("userrep.status", status)
        .SetTag("userrep.version", served.Count == 0 ? None : string.Join(',', served.Select(g => g.Version.Version)))
        .SetTag("userrep.assignment", served.Count == 0 ? None : string.Join(',', served.Select(g => g.Assignment)))
        .SetTag("userrep.users", served.Sum(g => g.UserIds.Count));
}
