using System.CommandLine;
using UserRep.Command.Adapters;
using UserRep.Command.Completion;
using UserRep.Command.DeadLetters;
using UserRep.Command.Erase;
using UserRep.Command.Evaluate;
using UserRep.Command.Export;
using UserRep.Command.Import;
using UserRep.Command.Operating;
using UserRep.Command.Shards;
using UserRep.Command.Simulate;
using UserRep.Command.Terminal;
using UserRep.Command.Train;

namespace UserRep.Command;

/// <summary>The command line of <c>userrep</c>: one verb to a folder.</summary>
internal static class UserRepCommand
{
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Learns one representation per user from events, and hands it to downstream models. `userrep VERB --help` shows a verb's options and an example.")
        {
            SimulateVerb.Create(output, error),
            TrainVerb.Create(output, error),
            ImportVerb.Create(output, error),
            EvaluateVerb.Create(output, error),
            ExportVerb.Create(output, error),
            StatusVerb.Create(output, error),
            VersionsVerb.Create(output, error),
            ModelsVerb.Create(output, error),
            HeadVerb.Create(output, error),
            BackfillVerb.Create(output, error),
            PlanVerb.Create(output, error),
            ApplyVerb.Create(output, error),
            ApplyVerb.Migrate(output, error),
            RollbackVerb.Create(output, error),
            ApplyVerb.Retire(output, error),
            ApplyVerb.Adapt(output, error),
            AdapterVerb.Create(output, error),
            AuditVerb.Create(output, error),
            DeadLettersVerb.Create(output, error),
            EraseVerb.Create(output, error),
            ShardsVerb.Create(output, error),
            CompletionVerb.Create(output),
        };
        var line = root.Parse(args);
        // Half a line is what completion asks about.
        if (line.Errors.Count > 0 && !IsSuggestion(args))
        {
            var verb = line.CommandResult.Command is RootCommand ? "" : line.CommandResult.Command.Name + " ";
            foreach (var message in line.Errors)
                error.WriteLine($"userrep: {message.Message.ReplaceLineEndings(" ").Trim()} (userrep {verb}--help lists the options)");
            return Task.FromResult(ExitCodes.CannotRun);
        }
        // Ctrl+C and SIGTERM cancel the action, which has files to tidy up first.
        return line.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) }, cancellationToken);
    }

    private static bool IsSuggestion(string[] args) => args is [var first, ..] && first.StartsWith("[suggest", StringComparison.Ordinal);
}
