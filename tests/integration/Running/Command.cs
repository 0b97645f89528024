using System.Diagnostics;

namespace UserRep.Integration.Tests.Running;

/// <summary>One run of the command userrep, as a process of its own.</summary>
internal static class Command
{
    private const int Refused = 2;

    /// <returns>What it printed.</returns>
    public static Task<string> RunAsync(params IReadOnlyList<string> arguments) => RunAsync(0, arguments);

    /// <summary>For what is answered with no.</summary>
    public static Task<string> RunRefusedAsync(params IReadOnlyList<string> arguments) => RunAsync(Refused, arguments);

    private static async Task<string> RunAsync(int exitCode, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        foreach (var argument in (string[])[Repository.CommandProgram, .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
        Assert.True(process.ExitCode == exitCode, $"exit code {process.ExitCode}\n{await errors}\n{await output}");
        return await output;
    }
}
