using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace UserRep.LocalMesh.Processes;

/// <summary>A started child, its output going to the log.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int SigTerm = 15;

    private readonly Process _process;

    private ChildProcess(Process process, string name, MeshLog log, OutputTail tail)
    {
        _process = process;
        Id = process.Id;
        Exited = process.WaitForExitAsync(CancellationToken.None);
        Drained = Task.WhenAll(PumpAsync(process.StandardOutput, name, log, tail), PumpAsync(process.StandardError, name, log, tail));
    }

    public int Id { get; }

    public Task Exited { get; }

    /// <summary>Its output has been read to the end; that of a grandchild that lives on counts as its own.</summary>
    public Task Drained { get; }

    /// <summary>Valid once <see cref="Exited"/>.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Null, with the reason, where it can't be started.</summary>
    public static async Task<(ChildProcess? Child, string Error)> StartAsync(ProcessSpec spec, SpawnThread spawner, MeshLog log, OutputTail tail)
    {
        var (fileName, arguments) = ParentDeath.Wrap(spec.FileName, spec.Arguments);
        var start = new ProcessStartInfo(fileName, arguments)
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in spec.Environment)
            start.Environment[key] = value;
        try
        {
            return (new ChildProcess(await spawner.StartAsync(start), spec.Replica.ToString(), log, tail), "");
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            return (null, error.Message);
        }
    }

    /// <summary>Asks it to end; after <paramref name="grace"/> ends it, with what it started.</summary>
    public async Task StopAsync(TimeSpan grace, TimeProvider time)
    {
        // Gone already: its id may be another process's by now.
        if (Exited.IsCompleted)
            return;
        if (!OperatingSystem.IsWindows())
        {
            Terminate();
            try
            {
                await Exited.WaitAsync(grace, time);
                return;
            }
            catch (TimeoutException)
            {
                // It had its time.
            }
        }
        Kill();
        await Exited;
    }

    /// <summary>Asks it to end and doesn't wait.</summary>
    public void Terminate()
    {
        if (!Exited.IsCompleted)
            _ = Signal(Id, SigTerm);
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It is gone already.
        }
    }

    public void Dispose() => _process.Dispose();

    private static async Task PumpAsync(StreamReader output, string name, MeshLog log, OutputTail tail)
    {
        try
        {
            while (await output.ReadLineAsync() is { } line)
            {
                tail.Add(line);
                await log.WriteAsync(name, line);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            tail.Add($"(its output can't be read any more: {error.Message})");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Signal(int process, int signal);
}
