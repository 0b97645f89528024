using System.CommandLine;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.Audit;
using UserRep.Contracts.Mesh;

namespace UserRep.Command.Operating;

internal static class AuditVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var limit = new Option<int>("--limit") { Description = "Most entries to list.", DefaultValueFactory = _ => 20 };
        return new OperatorVerb("audit", "Lists changes of versions, models and pins, newest first: when, by whom, what, why, by which plan.") { limit }
            .Runs(output, error, async (parsed, mesh, ct) =>
            {
                var answer = await mesh.GetAsync<AuditEntry[]>(AppIds.VersionRouter, FormattableString.Invariant($"/v1/audit?limit={parsed.GetValue(limit)}"), ct);
                return answer.Value is { } entries
                    ? VerbResult.Done(new { entries }, [.. entries.Select(e => (Instants.Text(e.At), Line(e)))])
                    : VerbResult.Failed(answer.Fault!);
            });
    }

    private static string Line(AuditEntry entry) => string.Concat(
        entry.As is null ? entry.By : $"{entry.As} ({entry.By})", "  ", entry.What,
        entry.From == entry.To ? "" : $": {entry.From ?? "-"} -> {entry.To ?? "-"}",
        entry.Why is null ? "" : $", because {entry.Why}",
        entry.Plan is null ? "" : $" [plan {entry.Plan}]");
}
