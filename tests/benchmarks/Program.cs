using System.CommandLine;
using UserRep.Benchmarks.Archive;
using UserRep.Benchmarks.Load;
using UserRep.Benchmarks.Mesh;
using UserRep.Benchmarks.Training;
using UserRep.Benchmarks.UserItem;
using UserRep.Benchmarks.VectorSearch;

// dotnet run -c Release --project tests/benchmarks -- NAME
var root = new RootCommand("Measures; what each verb prints is what deploy/docs/benchmarks quotes. Exit code 1 is a broken run, not a slow one.");
root.Subcommands.Add(Alone("archive", "The event archive against bare appends.", ArchiveBenchmark.Run));
root.Subcommands.Add(Alone("training", "Training against the encoder's bare forward pass.", TrainingBenchmark.Run));
root.Subcommands.Add(UserItem());
root.Subcommands.Add(Alone("vector-search", "Nearest vectors by index against exact search.", VectorSearchBenchmark.Run));
root.Subcommands.Add(OnMesh("ingest", "Events a second from publishing to durable history.", 50_000, 6_000, IngestBenchmark.RunAsync));
root.Subcommands.Add(OnMesh("freshness", "From an event to its vector being readable.", 10_000, 1_000, FreshnessBenchmark.RunAsync));
root.Subcommands.Add(OnMesh("onboarding", "From a new user's picks to a vector that a model reads.", 10_000, 200, OnboardingBenchmark.RunAsync));
root.Subcommands.Add(OnMesh("history", "Bytes that a user takes.", 3_000, 1, HistoryBenchmark.RunAsync));
root.Subcommands.Add(OnMesh("backfill", "Users a second of a backfill, and what it does to live traffic.", 50_000, 1_000, BackfillBenchmark.RunAsync));
root.Subcommands.Add(OnMesh("tracing", "What traces of events cost: 9 meshes, one after another.", 10_000, 6_000, TracingBenchmark.RunAsync));
root.Subcommands.Add(OnMesh("reads", "Reads of 100 users: UserRep.Client against JSON by hand.", 1_000, 1, ReadBenchmark.RunAsync));
root.Subcommands.Add(OnBareMesh("invoke", "What a hop through a sidecar adds, against a bare pass-through proxy.", InvokeBenchmark.RunAsync));
root.Subcommands.Add(OnBareMesh("publish", "Events a second from publishing to durable.", PublishBenchmark.RunAsync));
root.Subcommands.Add(OnBareMesh("state", "Keys a second of bulk reads of state.", StateBenchmark.RunAsync));
root.Subcommands.Add(Served("serve-echo", (port, _, ct) => EchoServer.RunAsync(port, ct)));
root.Subcommands.Add(Served("serve-proxy", BareProxy.RunAsync));
return await root.Parse(args).InvokeAsync();

static Command Alone(string name, string description, Action run)
{
    var command = new Command(name, description);
    command.SetAction(_ => run());
    return command;
}

static Command UserItem()
{
    var events = new Option<string?>("--events") { Description = "Event file to read instead of simulating; with --mapping." };
    var mapping = new Option<string?>("--mapping") { Description = "How to read it." };
    var users = new Option<int>("--users") { Description = "Simulated users.", DefaultValueFactory = _ => 3_000 };
    var items = new Option<int>("--items") { Description = "Simulated items.", DefaultValueFactory = _ => 2_000 };
    var epochs = new Option<int>("--epochs") { Description = "Of training.", DefaultValueFactory = _ => 10 };
    var rows = new Option<int>("--max-rows") { Description = "Of training.", DefaultValueFactory = _ => 350_000 };
    var seed = new Option<int>("--seed") { Description = "Of simulation and training.", DefaultValueFactory = _ => 1 };
    var command = new Command("user-item", "Which space makes user x item meaningful: items of the next 7 days, ranked.") { events, mapping, users, items, epochs, rows, seed };
    command.SetAction((parsed, ct) => UserItemBenchmark.RunAsync(new UserItemOptions(parsed.GetValue(events), parsed.GetValue(mapping),
        parsed.GetValue(users), parsed.GetValue(items), parsed.GetValue(epochs), parsed.GetValue(rows), parsed.GetValue(seed)), ct));
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

static Command OnBareMesh(string name, string description, Func<RoundOptions, Task> run)
{
    var callers = new Option<int>("--connections") { Description = "Callers, each with a call under way.", DefaultValueFactory = _ => 16 };
    var rounds = new Option<int>("--rounds") { Description = "Rounds, in each of which every variant has its turn.", DefaultValueFactory = _ => 7 };
    var seconds = new Option<int>("--seconds") { Description = "How long each turn is.", DefaultValueFactory = _ => 4 };
    var command = new Command(name, description) { callers, rounds, seconds };
    command.SetAction((parsed, _) => run(new RoundOptions(parsed.GetValue(callers), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)))));
    return command;
}

// What the program starts of itself while it measures. It ends with its standard input, and so with the program, however that ends.
static Command Served(string name, Func<int, int, CancellationToken, Task> run)
{
    var port = new Option<int>("--port");
    var to = new Option<int>("--to");
    var command = new Command(name) { port, to };
    command.Hidden = true;
    command.SetAction(async (parsed, ct) =>
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var serving = run(parsed.GetValue(port), parsed.GetValue(to), ending.Token);
        await Task.WhenAny(serving, Console.OpenStandardInput().CopyToAsync(Stream.Null, ct));
        await ending.CancelAsync();
        await serving;
    });
    return command;
}
