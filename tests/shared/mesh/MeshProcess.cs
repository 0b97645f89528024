using System.Diagnostics;
using System.Text;

namespace UserRep.Tests.Shared;

/// <summary>The local mesh as a process of its own, as a newcomer runs it.</summary>
internal sealed class MeshProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private MeshProcess(Process process, int portOffset)
    {
        _process = process;
        PlaygroundPort = 3500 + portOffset;
        PortOffset = portOffset;
        process.OutputDataReceived += (_, e) => Append(_output, e.Data);
        process.ErrorDataReceived += (_, e) => Append(_errors, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public int PlaygroundPort { get; }

    public int PortOffset { get; }

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public bool HasExited => _process.HasExited;

    public static MeshProcess Start(DataFolder data, params IReadOnlyList<string> arguments) => StartAt(Ports.FreeOffset(), data, arguments);

    public static MeshProcess StartAt(int portOffset, DataFolder data, params IReadOnlyList<string> arguments) => StartWith(new Dictionary<string, string>(), portOffset, data, arguments);

    /// <param name="environment">Of the mesh and, through it, of its services.</param>
    public static MeshProcess StartWith(IReadOnlyDictionary<string, string> environment, int portOffset, DataFolder data, params IReadOnlyList<string> arguments) =>
        StartWithSamples(environment, portOffset, data, [.. arguments, "--without-samples"]);

    /// <summary>With the sample models, which most tests have no use for and would wait for.</summary>
    public static MeshProcess StartWithSamples(IReadOnlyDictionary<string, string> environment, int portOffset, DataFolder data, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        foreach (var argument in (string[])[Repository.MeshProgram, "--data", data.Path, "--port-offset", $"{portOffset}", .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new MeshProcess(Process.Start(start)!, portOffset);
    }

    /// <summary>Waits until the main job is done and the mesh has only to stay up.</summary>
    public Task StaysUpAsync(TimeSpan? within = null) => Eventually.IsAsync(
        () => HasExited ? throw new InvalidOperationException(Errors) : Output.Contains("The mesh stays up", StringComparison.Ordinal), "the main job is done", within ?? TimeSpan.FromMinutes(4));

    public async Task<int> ExitCodeAsync(TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? TimeSpan.FromMinutes(4));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: the process has no say in it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it is asked to end, as by Ctrl+C, which processes in the background don't hear.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>SIGKILL to one of the services that this mesh runs.</summary>
    public void KillService(string assembly)
    {
        using var victim = Process.GetProcessById(ServiceProcesses(assembly).First());
        victim.Kill();
        // Until then it looks like one that runs, to whoever kills next.
        victim.WaitForExit(TimeSpan.FromSeconds(20));
    }

    /// <summary>Those that run by now: one that is being started is setpriv first, and at its exec has no command line for a moment.</summary>
    /// <param name="assembly">Empty: any, those that are being started too.</param>
    public IReadOnlyList<int> ServiceProcesses(string assembly)
    {
        var found = new List<int>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && ParentOf(folder) == _process.Id && Runs(CommandLineOf(folder), assembly))
                found.Add(id);
        }
        return found;
    }

    /// <summary>Ended without ceremony: a stop that waits for every service to say goodbye takes seconds, and what ends by itself or is told to end has it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            var services = ServiceProcesses("");
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            // Until they are gone they may write to the data folder.
            await Eventually.IsAsync(() => !services.Any(s => Directory.Exists($"/proc/{s}")), "the killed mesh's services are gone");
        }
        _process.Dispose();
    }

    private static bool Runs(string commandLine, string assembly) =>
        assembly is "" || (commandLine.Contains(assembly, StringComparison.Ordinal) && !commandLine.Split('\0')[0].EndsWith("/setpriv", StringComparison.Ordinal));

    private static int ParentOf(string folder) => int.TryParse(Read(folder, "stat").Split(')').Last().Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1), out var parent) ? parent : 0;

    private static string CommandLineOf(string folder) => Read(folder, "cmdline");

    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone between the listing and the reading.
            return "";
        }
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
