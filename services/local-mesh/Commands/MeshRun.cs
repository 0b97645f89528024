using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Spectre.Console;
using UserRep.LocalMesh.Hosting;
using UserRep.LocalMesh.MainJob;

namespace UserRep.LocalMesh.Commands;

/// <summary>One run of the program, from checked arguments to an exit code.</summary>
internal static class MeshRun
{
    private const int PipedWidth = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static async Task<int> RunAsync(MeshRunArguments arguments, CancellationToken ct)
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(arguments.Json ? Console.Error : Console.Out) });
        // Where nobody looks at a terminal, lines are broken by whoever reads them.
        if (!screen.Profile.Capabilities.Interactive)
            screen.Profile.Width = PipedWidth;
        try
        {
            return await RunAsync(arguments, screen, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is MeshFault or IOException or UnauthorizedAccessException)
        {
            foreach (var line in e.Message.Split(Environment.NewLine))
                await Console.Error.WriteLineAsync($"local-mesh: {line}");
            return ExitCodes.CannotRun;
        }
    }

    private static async Task<int> RunAsync(MeshRunArguments arguments, IAnsiConsole console, CancellationToken ct)
    {
        var time = TimeProvider.System;
        if (arguments.TyeFile is { } tye && !File.Exists(tye))
            throw new MeshFault($"there is no {Path.GetFileName(tye)} at {tye}");
        var settings = new MeshSettings(arguments.TyeFile ?? TyeLocation.Find(), arguments.DataFolder, ReplicaArguments.Parse(arguments.Replicas), arguments.PortOffset, arguments.Samples);
        using var folder = DataFolderLock.Take(settings.DataFolder);
        var planned = MeshPlanned.Read(settings);
        using var logs = LoggerFactory.Create(b => b
            .SetMinimumLevel(LogLevel.Warning)
            .AddProvider(new FileLoggerProvider(Path.Combine(settings.DataFolder, "logs", "local-mesh.log"), time)));

        if (arguments.ServicesOnly)
        {
            await using var services = await Mesh.StartAsync(planned, time, logs, ct);
            console.WriteLine($"The mesh is starting; playground's sidecar answers at http://localhost:{services.PlaygroundPort}. Ctrl+C ends it.");
            await BehindNotice.RunAsync(services.Subscriptions, console, time, ct);
            return ExitCodes.Ok;
        }
        return await RunJobAsync(arguments, settings, planned, console, time, logs, ct);
    }

    private static async Task<int> RunJobAsync(
        MeshRunArguments arguments, MeshSettings settings, MeshPlanned planned, IAnsiConsole console, TimeProvider time, ILoggerFactory logs, CancellationToken ct)
    {
        var screen = new JobScreen(console, time);
        var job = new Job(settings, planned, arguments.Job, screen, time);
        Mesh? mesh = null;
        try
        {
            var summary = await screen.ShowAsync(async () =>
            {
                await job.PrepareAsync(ct);
                mesh = await Mesh.StartAsync(planned, time, logs, ct);
                return await job.RunAsync(mesh, ct);
            });
            return await EndAsync(arguments, settings, summary, mesh!, console, ct);
        }
        finally
        {
            if (mesh is not null)
                await mesh.DisposeAsync();
        }
    }

    private static async Task<int> EndAsync(MeshRunArguments arguments, MeshSettings settings, JobSummary summary, Mesh mesh, IAnsiConsole console, CancellationToken ct)
    {
        if (arguments.Json)
            Console.Out.WriteLine(JsonSerializer.Serialize(summary, Json));
        else
            SummaryPrinter.Print(summary, mesh.PlaygroundPort, console);
        if (!arguments.Once)
        {
            console.WriteLine($"The mesh stays up; logs of all services are in {Path.Combine(settings.DataFolder, "logs", "mesh.log")}. Ctrl+C ends it.");
            await BehindNotice.RunAsync(mesh.Subscriptions, console, TimeProvider.System, ct);
            return ExitCodes.Ok;
        }
        return summary.Holds ? ExitCodes.Ok : ExitCodes.CheckFailed;
    }
}
