using System.CommandLine;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.DeadLetters;

namespace UserRep.Command.DeadLetters;

internal static class ShowVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var id = new Argument<string>("ID") { Description = "The letter's id, as listed." };
        var save = new Option<FileInfo?>("--save") { Description = "File to write the original message to, byte for byte." };
        var sidecar = new SidecarOption();
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command("show", "Shows one dead letter: why it was refused, field by field, the message as it came, and what became of replays.") { id, save, sidecar, printed };
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(printed) == "json", output, error, _ => RunAsync(
            parsed.GetValue(id)!, parsed.GetValue(save)?.FullName, parsed.GetValue(sidecar)!, ct), ct));
        return verb;
    }

    private static async Task<VerbResult> RunAsync(string id, string? save, string sidecar, CancellationToken ct)
    {
        using var calls = new LetterCalls(sidecar);
        var answer = await calls.FindAsync(id, ct);
        if (answer.Value is not { } letter)
            return VerbResult.Failed(answer.Fault!);
        if (save is not null)
            await File.WriteAllBytesAsync(save, letter.Original, ct);
        return VerbResult.Done(letter, [.. Lines(letter)]);
    }

    internal static IEnumerable<(string, string)> Lines(DeadLetterDetail detail)
    {
        var letter = detail.Letter;
        yield return ("id", letter.Id);
        yield return ("reason", letter.Reason);
        foreach (var fault in detail.Faults)
            yield return ("  " + fault.Field, fault.Problem);
        yield return ("received", Instants.Text(letter.ReceivedAt));
        if (letter.UserId is { } user)
            yield return ("user", user);
        if (letter.ExpiresAt is { } expires)
            yield return ("expires", Instants.Text(expires));
        yield return ("state", FormattableString.Invariant($"{letter.State}, replays: {letter.Replays}"));
        if (detail.ReplayedAt is { } at)
            yield return ("replayed", $"{Instants.Text(at)}: {detail.Replayed}");
        var isCut = letter.Bytes > detail.Original.Length ? FormattableString.Invariant($", the first {detail.Original.Length:N0} kept") : "";
        yield return ("original", FormattableString.Invariant($"{letter.Bytes:N0} bytes{isCut}: {detail.Text ?? "not UTF-8; --save FILE writes it"}"));
    }
}
