using System.CommandLine;

namespace UserRep.LocalMesh.Commands;

/// <summary>The command line of the local mesh.</summary>
internal static class MeshCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder for everything the mesh makes.", DefaultValueFactory = _ => new DirectoryInfo(".userrep") };
        var once = new Option<bool>("--once") { Description = "Stop after the summary; exit code 0 only if every check holds." };
        var events = new Option<FileInfo?>("--events") { Description = "Replay these events (CSV, gzip too, or Parquet) instead of simulating." };
        var mapping = new Option<FileInfo?>("--mapping") { Description = "Says which column of --events is what; see deploy/docs/mapping.md." };
        var users = new Option<int>("--users") { Description = "Users to simulate.", DefaultValueFactory = _ => 3000 };
        var items = new Option<int>("--items") { Description = "Items to simulate.", DefaultValueFactory = _ => 2000 };
        var days = new Option<int>("--days") { Description = "Days to simulate.", DefaultValueFactory = _ => 200 };
        var seed = new Option<int>("--seed") { Description = "Seed of simulation and training.", DefaultValueFactory = _ => 1 };
        var replicas = new Option<string[]>("--replicas") { Description = "app-id=N: run N replicas of a service. May be given several times.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var offset = new Option<int>("--port-offset") { Description = "Added to every port of tye.yaml, and to playground's 3500.", DefaultValueFactory = _ => 0 };
        var tye = new Option<FileInfo?>("--tye") { Description = "The tye.yaml to run. Default: the nearest one above the current folder, then above the program." };
        var bare = new Option<bool>("--services-only") { Description = "Start the services and nothing else; stays up until Ctrl+C." };
        var withoutSamples = new Option<bool>("--without-samples") { Description = "Leave out the sample models of services/samples." };
        var output = new Option<string>("--output") { Description = "text or json: how the summary is printed. With json, progress goes to standard error.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");

        var root = new RootCommand("Runs the UserRep mesh on this machine: services, sidecars, pub/sub and state, from one process. A development host, not a distributed engine.")
        {
            data, once, events, mapping, users, items, days, seed, replicas, offset, tye, bare, withoutSamples, output,
        };
        root.SetAction((parsed, ct) => MeshRun.RunAsync(new MeshRunArguments(
            parsed.GetValue(data)!.FullName, parsed.GetValue(once), parsed.GetValue(bare), parsed.GetValue(output) == "json",
            parsed.GetValue(tye)?.FullName, parsed.GetValue(replicas)!, parsed.GetValue(offset), !parsed.GetValue(withoutSamples),
            new MainJob.JobArguments(parsed.GetValue(events)?.FullName, parsed.GetValue(mapping)?.FullName, parsed.GetValue(users), parsed.GetValue(items), parsed.GetValue(days), parsed.GetValue(seed))), ct));
        var line = root.Parse(args);
        if (line.Errors.Count > 0)
        {
            foreach (var error in line.Errors)
                Console.Error.WriteLine($"local-mesh: {error.Message.ReplaceLineEndings(" ").Trim()} (--help lists the options)");
            return Task.FromResult(ExitCodes.CannotRun);
        }
        // Ctrl+C and SIGTERM cancel the action, which has children to end first.
        return line.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
    }
}
