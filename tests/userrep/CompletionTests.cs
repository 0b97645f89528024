using System.Diagnostics;
using System.Text;
using UserRep.Tests.Shared;

namespace UserRep.Command.Tests;

/// <summary>The scripts that make a shell complete, run by the shells themselves where they are.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("userrep pl", "plan")]
    [InlineData("userrep plan ca", "canary")]
    [InlineData("userrep plan canary --sh", "--share")]
    [InlineData("userrep status --output js", "json")]
    [InlineData("userrep completion z", "zsh")]
    public async Task Bash_ALineBegun_IsCompleted(string line, string completed)
    {
        var bash = Find("bash");
        using var folder = new TempFolder();
        // The tool as it is once it is installed: a program of that name on the path, and nothing else.
        var tool = Path.Combine(folder.Path, "userrep");
        await File.WriteAllTextAsync(tool, $"#!/bin/sh\nexec dotnet '{typeof(UserRepCommand).Assembly.Location}' \"$@\"\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var script = $$"""
            {{(await Ran.Of("completion", "bash")).Succeeded().Output}}
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            COMP_WORDS=($COMP_LINE) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _userrep_complete
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        Assert.Equal([completed], (await RunAsync(bash, script, folder.Path)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Script_OfAnotherShell_IsOneThatItParses(string shell)
    {
        var script = (await Ran.Of("completion", shell)).Succeeded().Output;
        await RunAsync(Find(shell), script, "", "-n");
    }

    [Fact]
    public async Task Completion_OfAnUnknownShell_IsRefused() => (await Ran.Of("completion", "tcsh")).Refused("tcsh");

    private static string Find(string program)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null || OperatingSystem.IsWindows(), $"{program} is not here");
        return found!;
    }

    private static async Task<string> RunAsync(string shell, string script, string path, params string[] args)
    {
        var start = new ProcessStartInfo(shell) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(false) };
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        start.Environment["PATH"] = $"{path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }
}
