using System.CommandLine;
using UserRep.Command.Terminal;
using UserRep.Trainer.Simulation;

namespace UserRep.Command.Simulate;

/// <summary><c>userrep simulate</c>: made-up events as files, with the mapping that reads them back.</summary>
internal static class SimulateVerb
{
    private static readonly SimulatorOptions s_defaults = new();

    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var users = new Option<int>("--users") { Description = "Users to simulate.", DefaultValueFactory = _ => s_defaults.Users };
        var items = new Option<int>("--items") { Description = "Items to simulate.", DefaultValueFactory = _ => s_defaults.Items };
        var days = new Option<int>("--days") { Description = "Days to simulate.", DefaultValueFactory = _ => s_defaults.Days };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same events.", DefaultValueFactory = _ => s_defaults.Seed };
        var format = new Option<string>("--format") { Description = "csv, csv.gz or parquet.", DefaultValueFactory = _ => "csv.gz" };
        format.AcceptOnlyFromAmong("csv", "csv.gz", "parquet");
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder for events, users, items, onboarding picks and mapping.json.", Required = true };
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command(
            "simulate",
            """
            Writes simulated events and the mapping that reads them. The mapping says that they are simulated, and so does every bundle made from them.

            Example: userrep simulate --users 1000 --days 120 --out data/simulated
            """)
        {
            users, items, days, seed, format, folder, printed,
        };
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(printed) == "json", output, error, screen => RunAsync(
            new SimulatorOptions { Users = parsed.GetValue(users), Items = parsed.GetValue(items), Days = parsed.GetValue(days), Seed = parsed.GetValue(seed) },
            parsed.GetValue(folder)!.FullName, parsed.GetValue(format)!, screen, ct), ct));
        return verb;
    }

    private static async Task<VerbResult> RunAsync(SimulatorOptions options, string folder, string format, Screen screen, CancellationToken ct)
    {
        if (options.Faults() is { Count: > 0 } faults)
            return VerbResult.Failed(faults);
        SimulatedFileSet files;
        using (var step = screen.Begin("Simulating"))
            files = await Task.Run(() => SimulatedFiles.Write(new Simulator(options), folder, format, seen => step.At(null, FormattableString.Invariant($"{seen:N0} events")), ct), ct);
        return VerbResult.Done(
            new { simulated = true, files.Events, options.Users, files.Items, options.Seed, files.EventsPath, files.MappingPath },
            ("simulated events", FormattableString.Invariant($"{files.Events:N0} of {options.Users:N0} users and {files.Items:N0} items")),
            ("events", files.EventsPath),
            ("mapping", files.MappingPath));
    }
}
