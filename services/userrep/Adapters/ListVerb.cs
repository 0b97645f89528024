using UserRep.Command.Mesh;
using UserRep.Command.Operating;
using UserRep.Command.Terminal;
using UserRep.Contracts.Adapters;
using UserRep.Contracts.Mesh;

namespace UserRep.Command.Adapters;

/// <summary><c>userrep adapter list</c></summary>
internal static class ListVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error) =>
        new OperatorVerb("list", "Lists the adapters that version-router has: between which versions, of what kind, and since when.")
            .Runs(output, error, async (_, mesh, ct) =>
            {
                var answer = await mesh.GetAsync<AdapterInfo[]>(AppIds.VersionRouter, "/v1/adapters", ct);
                if (answer.Value is not { } adapters)
                    return VerbResult.Failed(answer.Fault!);
                return VerbResult.Done(new { adapters }, adapters.Length == 0
                    ? [("no adapters", "")]
                    : [.. adapters.Select(a => (a.Id, $"{a.From} -> {a.To}  {a.Kind}  {(a.InUse ? "in use" : "not in use")}{(a.Simulated ? ", simulated" : "")}  since {Instants.Text(a.RegisteredAt)}"))]);
            });
}
