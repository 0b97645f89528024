using System.CommandLine;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;

namespace UserRep.Command.Erase;

/// <summary><c>userrep erase</c>: a user is erased from the mesh.</summary>
internal static class EraseVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var user = new Argument<string?>("USER") { Description = "The user's id.", Arity = ArgumentArity.ZeroOrOne };
        var receipt = new Option<string?>("--receipt") { Description = "Instead of a user: the receipt of an erasure asked for before, to tell how it stands." };
        var wait = new Option<bool>("--wait") { Description = "Wait until it is complete: until every owner has confirmed and the times of caches have passed." };
        var sidecar = new SidecarOption();
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command(
            "erase",
            """
            Erases a user from histories, embeddings of every version, caches, dead letters and the event archive, through a Dapr sidecar. Prints the receipt: what was removed where, what is waited for, and what is out of reach.

            Example: userrep erase u00001 --wait
            """)
        {
            user, receipt, wait, sidecar, printed,
        };
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(printed) == "json", output, error, async screen =>
        {
            var (id, known) = (parsed.GetValue(user), parsed.GetValue(receipt));
            if (id is { Length: 0 } || id is null == known is null)
                return VerbResult.Failed("erase USER, or erase --receipt ID");
            using var mesh = new MeshClient(parsed.GetValue(sidecar)!, EraseRun.Patience);
            return await new EraseRun(mesh, TimeProvider.System).RunAsync(id, known, parsed.GetValue(wait), screen, ct);
        }, ct));
        return verb;
    }
}
