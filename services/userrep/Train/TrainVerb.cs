using System.CommandLine;
using UserRep.Command.Sources;
using UserRep.Command.Terminal;
using UserRep.Command.Versions;

namespace UserRep.Command.Train;

/// <summary><c>userrep train</c>: events become the next version of a bundle.</summary>
internal static class TrainVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var source = new SourceOptions();
        var version = new VersionOptions();
        var flags = new TrainingFlags();
        var request = new RequestFlags();
        var asOf = new Option<string?>("--as-of") { Description = "No event at or after this date (or ISO 8601 instant, UTC) is used. Default: just after the day of the last event." };
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command(
            "train",
            """
            Trains an encoder on events and writes it as the next version of a bundle, with its training log and the options used beside it.

            Example: userrep train --events ratings.dat --mapping services/trainer/mappings/movietweetings.json --as-of 2013-09-01 --out bundles
            """)
        {
            asOf, printed,
        };
        source.AddTo(verb);
        version.AddTo(verb);
        flags.AddTo(verb);
        request.AddTo(verb);
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(
            parsed.GetValue(printed) == "json", output, error,
            screen => new TrainRun(source.Of(parsed), version.Of(parsed), parsed.GetValue(asOf), flags, request, parsed, screen).RunAsync(ct), ct));
        return verb;
    }
}
