using System.CommandLine;
using UserRep.Benchmarks.Archive;
using UserRep.Benchmarks.Load;
using UserRep.Benchmarks.Training;

// dotnet run -c Release --project tests/benchmarks -- NAME
var root = new RootCommand("Measures; what each verb prints is what deploy/docs/benchmarks quotes. Exit code 1 is a broken run, not a slow one.");
root.Subcommands.Add(Alone("archive", "The event archive against bare appends.", ArchiveBenchmark.Run));
root.Subcommands.Add(Alone("training", "Training against the encoder's bare forward pass.", TrainingBenchmark.Run));
root.Subcommands.Add(OnMesh("ingest", "Events a second from publishing to durable history.", 50_000, 6_000, IngestBenchmark.RunAsync));
root.Subcommands.Add(OnMesh("freshness", "From an event to its vector being readable.", 10_000, 1_000, FreshnessBenchmark.RunAsync));
root.Subcommands.Add(OnMesh("onboarding", "From a new user's picks to a vector that a model reads.", 10_000, 200, OnboardingBenchmark.RunAsync));
root.Subcommands.Add(OnMesh("history", "Bytes that a user takes.", 3_000, 1, HistoryBenchmark.RunAsync));
root.Subcommands.Add(OnMesh("backfill", "Users a second of a backfill, and what it does to live traffic.", 50_000, 1_000, BackfillBenchmark.RunAsync));
root.Subcommands.Add(OnMesh("reads", "Reads of 100 users: UserRep.Client against JSON by hand.", 1_000, 1, ReadBenchmark.RunAsync));
return await root.Parse(args).InvokeAsync();

static Command Alone(string name, string description, Action run)
{
    var command = new Command(name, description);
    command.SetAction(_ => run());
    return command;
}

static Command OnMesh(string name, string description, int users, int rate, Func<LoadOptions, CancellationToken, Task<int>> run)
{
    var seconds = new Option<int>("--seconds") { Description = "How long each phase is measured.", DefaultValueFactory = _ => 60 };
    var known = new Option<int>("--users") { Description = "Simulated users.", DefaultValueFactory = _ => users };
    var perSecond = new Option<int>("--rate") { Description = "Events offered a second.", DefaultValueFactory = _ => rate };
    var offset = new Option<int?>("--port-offset") { Description = "Of the mesh; by default one at which all ports are free." };
    var command = new Command(name, description) { seconds, known, perSecond, offset };
    command.SetAction((parsed, ct) => run(new LoadOptions(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(known), parsed.GetValue(perSecond), parsed.GetValue(offset)), ct));
    return command;
}
