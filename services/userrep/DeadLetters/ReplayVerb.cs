using System.CommandLine;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;

namespace UserRep.Command.DeadLetters;

internal static class ReplayVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var id = new Argument<string?>("ID") { Description = "The letter's id, as listed.", Arity = ArgumentArity.ZeroOrOne };
        var body = new Option<FileInfo?>("--body") { Description = "File with what to publish instead: a CloudEvent, or an event's data alone. Id, source and type stay the original's unless it names its own." };
        var all = new Option<bool>("--all") { Description = "All letters that wait or were refused again, instead of one." };
        var reason = new Option<string?>("--reason") { Description = "With --all: only letters of this reason." };
        var sidecar = new SidecarOption();
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command(
            "replay",
            """
            Publishes a dead letter again, as it is or mended, and waits for what comes of it. Asked twice, a letter is published once; one that is refused again may be replayed again.

            Example: userrep deadletters replay 0123456789abcdef0123456789abcdef --body mended.json
            """)
        {
            id, body, all, reason, sidecar, printed,
        };
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(printed) == "json", output, error, async screen =>
        {
            var (letter, every, file) = (parsed.GetValue(id), parsed.GetValue(all), parsed.GetValue(body)?.FullName);
            if (letter is null != every || (every && file is not null) || (!every && parsed.GetValue(reason) is not null))
                return VerbResult.Failed("replay ID [--body FILE], or replay --all [--reason REASON]");
            if (file is not null && !File.Exists(file))
                return VerbResult.Failed($"there is no file {file}");
            using var calls = new LetterCalls(parsed.GetValue(sidecar)!);
            var run = new ReplayRun(calls, TimeProvider.System);
            return every ? await run.AllAsync(parsed.GetValue(reason), screen, ct) : await run.OneAsync(letter!, file is null ? [] : await File.ReadAllBytesAsync(file, ct), ct);
        }, ct));
        return verb;
    }
}
