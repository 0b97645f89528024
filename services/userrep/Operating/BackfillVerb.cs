using System.CommandLine;
using UserRep.Command.Terminal;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Operating;

internal static class BackfillVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var version = new Argument<string>("VERSION") { Description = "A registered version, such as representation@v2." };
        return new OperatorVerb(
            "backfill",
            """
            Fills a registered version with a vector for every user, from the histories. userrep status shows how far it is.

            Example: userrep backfill representation@v2
            """)
        {
            version,
        }.Runs(output, error, async (parsed, mesh, ct) =>
        {
            var answer = await mesh.PostJsonAsync<VersionInfo>(AppIds.VersionRouter, $"/v1/versions/{Uri.EscapeDataString(parsed.GetValue(version)!)}/backfill", new { }, ct);
            return answer.Value is { } info ? VerbResult.Done(info, (info.Version, $"{info.State}")) : VerbResult.Failed(answer.Fault!);
        });
    }
}
