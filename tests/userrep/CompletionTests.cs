using System.Diagnostics;
using UserRep.Tests.Shared;

namespace UserRep.Command.Tests;

/// <summary>The scripts that make a shell complete, run by the shells themselves where they are.</summary>
public sealed class CompletionTests
{
    /// <summary>How each shell is asked what it would complete: what follows the script that the tool gave it.</summary>
    private static readonly Dictionary<string, Func<string, string>> s_questions = new()
    {
        ["bash"] = line => $$"""
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            COMP_WORDS=($COMP_LINE) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _userrep_complete
            printf '%s\n' "${COMPREPLY[@]}"
            """,
        // Its line editor sets these; what it would offer goes to compadd, which takes what the word begins with.
        ["zsh"] = line => $$"""
            compadd() { shift; for word in "$@"; do if [[ $word == ${LBUFFER##* }* ]]; then print -- $word; fi; done; }
            LBUFFER='{{line}}' words=(userrep)
            _userrep_complete
            """,
        ["fish"] = line => $"complete -C '{line}'",
        ["pwsh"] = line => $"(TabExpansion2 -inputScript '{line}' -cursorColumn {line.Length}).CompletionMatches | ForEach-Object CompletionText",
    };

    public static TheoryData<string, string, string> Lines
    {
        get
        {
            var lines = new TheoryData<string, string, string>();
            foreach (var shell in s_questions.Keys)
            {
                lines.Add(shell, "userrep pl", "plan");
                lines.Add(shell, "userrep plan canary --sh", "--share");
                lines.Add(shell, "userrep status --output js", "json");
            }
            return lines;
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Shell_ALineBegun_IsCompleted(string shell, string line, string completed)
    {
        var program = Find(shell);
        using var folder = new TempFolder();
        // The tool as it is once it is installed: a program of that name on the path, and nothing else.
        var tool = Path.Combine(folder.Path, "userrep");
        await File.WriteAllTextAsync(tool, $"#!/bin/sh\nexec dotnet '{typeof(UserRepCommand).Assembly.Location}' \"$@\"\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var script = (await Ran.Of("completion", shell)).Succeeded().Output;
        // Stands in for what zsh's interactive start defines.
        var before = shell == "zsh" ? "compdef() { :; }\n" : "";

        var output = await RunAsync(program, $"{before}{script}\n{s_questions[shell](line)}\n", folder, shell == "pwsh" ? ".ps1" : ".sh");

        Assert.Equal([completed], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Completion_OfAnUnknownShell_IsRefused() => (await Ran.Of("completion", "tcsh")).Refused("tcsh");

    private static string Find(string program)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null || OperatingSystem.IsWindows(), $"{program} is not here");
        return found!;
    }

    private static async Task<string> RunAsync(string shell, string script, TempFolder folder, string extension)
    {
        var start = new ProcessStartInfo(shell, [folder.Write("ask" + extension, script)]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.Environment["PATH"] = $"{folder.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }
}
