using System.Diagnostics;
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
    public void End(long begun, string model, string? caller, Outcome<ModelAnswer> answer)
    {
        var known = registry.Current?.Model(model);
        var consumer = caller is not null && known?.AllowedAppIds.Contains(caller) == true ? caller : Other;
        var (name, time, status) = (known?.Model ?? Other, clock.GetElapsedTime(begun), answer.Problem?.Code ?? "OK");
        if (!answer.Ok)
            instruments.OnReadEnded(name, None, None, consumer, status, time);
        foreach (var served in answer.Value?.Groups ?? [])
            instruments.OnReadEnded(name, served.Group.Version.Version, served.Group.Assignment, consumer, status, time);
        // The request's own span: the call of embedding-store is its child.
        if (Activity.Current is { IsAllDataRequested: true } span)
            Tag(span, name, status, answer.Value?.Groups ?? []);
    }

    private static void Tag(Activity span, string model, string status, IReadOnlyList<ServedGroup> groups) => span
        .SetTag("userrep.model", model)
        .SetTag("userrep.status", status)
        .SetTag("userrep.version", groups.Count == 0 ? None : string.Join(',', groups.Select(g => g.Group.Version.Version)))
        .SetTag("userrep.assignment", groups.Count == 0 ? None : string.Join(',', groups.Select(g => g.Group.Assignment)))
        .SetTag("userrep.users", groups.Sum(g => g.Group.UserIds.Count));
}
