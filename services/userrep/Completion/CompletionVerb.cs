using System.CommandLine;
using UserRep.Command.Terminal;

namespace UserRep.Command.Completion;

/// <summary><c>userrep completion</c>: what a shell needs so that Tab completes verbs, options and their values. The command itself answers what may follow.</summary>
internal static class CompletionVerb
{
    public static System.CommandLine.Command Create(TextWriter output)
    {
        var shell = new Argument<string>("SHELL") { Description = $"{string.Join(", ", ShellScripts.Shells)}." };
        shell.AcceptOnlyFromAmong([.. ShellScripts.Shells]);
        var verb = new System.CommandLine.Command(
            "completion",
            """
            Prints the script that makes a shell complete userrep's verbs and options.

            Example: userrep completion bash >> ~/.bashrc
            """)
        {
            shell,
        };
        verb.SetAction(async (parsed, _) =>
        {
            await output.WriteAsync(ShellScripts.For(parsed.GetValue(shell)!));
            return ExitCodes.Ok;
        });
        return verb;
    }
}
