using System.CommandLine;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;

namespace UserRep.Command.DeadLetters;

internal static class DeleteVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var ids = new Argument<string[]>("ID") { Description = "Ids of letters, as listed.", Arity = ArgumentArity.OneOrMore };
        var sidecar = new SidecarOption();
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command(
            "delete",
            """
            Deletes dead letters for good: nothing stays but their ids, so that what comes again isn't counted again. There is no way back; `show ID --save FILE` keeps the bytes.

            Example: userrep deadletters delete 0123456789abcdef0123456789abcdef
            """)
        {
            ids, sidecar, printed,
        };
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(printed) == "json", output, error, _ => RunAsync(
            [.. parsed.GetValue(ids)!.Distinct()], parsed.GetValue(sidecar)!, ct), ct));
        return verb;
    }

    /// <summary>One that can't be deleted holds up no other.</summary>
    private static async Task<VerbResult> RunAsync(string[] ids, string sidecar, CancellationToken ct)
    {
        using var calls = new LetterCalls(sidecar);
        var (deleted, faults) = (new List<string>(), new List<string>());
        foreach (var id in ids)
        {
            if (await calls.DeleteAsync(id, ct) is { } fault)
                faults.Add($"{id}: {fault}");
            else
                deleted.Add(id);
        }
        if (faults.Count > 0)
            return VerbResult.Failed(deleted.Count > 0 ? [.. faults, FormattableString.Invariant($"{deleted.Count} of {ids.Length} letters were deleted: {string.Join(", ", deleted)}")] : faults);
        return VerbResult.Done(new { deleted }, [.. deleted.Select(id => ("deleted", id))]);
    }
}
