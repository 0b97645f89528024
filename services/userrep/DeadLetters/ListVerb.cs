using System.CommandLine;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;

namespace UserRep.Command.DeadLetters;

internal static class ListVerb
{
    private const int DefaultLimit = 100;

    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var reason = new Option<string?>("--reason") { Description = "Only letters of this reason, such as invalid." };
        var limit = new Option<int>("--limit") { Description = "Most letters to list.", DefaultValueFactory = _ => DefaultLimit };
        var sidecar = new SidecarOption();
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command("list", "Lists dead letters, oldest first: id, reason, state, when they were received, bytes, user.") { reason, limit, sidecar, printed };
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(printed) == "json", output, error, _ => RunAsync(
            parsed.GetValue(reason), parsed.GetValue(limit), parsed.GetValue(sidecar)!, ct), ct));
        return verb;
    }

    private static async Task<VerbResult> RunAsync(string? reason, int limit, string sidecar, CancellationToken ct)
    {
        if (limit < 1)
            return VerbResult.Failed($"--limit is {limit}, must be 1 or more");
        using var calls = new LetterCalls(sidecar);
        var (letters, fault) = await calls.ListAsync(reason, limit, ct);
        if (fault is not null)
            return VerbResult.Failed(fault);
        return VerbResult.Done(new { letters }, letters.Count == 0
            ? [("no dead letters", reason is null ? "" : $"of reason {reason}")]
            : [.. letters.Select(l => (l.Id, FormattableString.Invariant($"{l.Reason,-18} {l.State,-12} {Instants.Text(l.ReceivedAt)} {l.Bytes,9:N0} bytes  {l.UserId}")))]);
    }
}
