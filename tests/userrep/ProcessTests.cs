using System.Diagnostics;

namespace UserRep.Command.Tests;

/// <summary>What only a process shows: exit codes, the streams, no colours into a pipe.</summary>
public class ProcessTests
{
    [Fact]
    public async Task Process_WithoutAVerb_FailsOnStandardError()
    {
        var (code, output, error) = await RunAsync();
        Assert.Equal(2, code);
        Assert.StartsWith("userrep: ", error);
        Assert.DoesNotContain("userrep: ", output);
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("train")]
    [InlineData("import")]
    [InlineData("export")]
    public async Task Help_OfAVerb_HasAnExampleAndNoColours(string verb)
    {
        var (code, output, error) = await RunAsync(verb, "--help");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"Example: userrep {verb} ", output);
        Assert.DoesNotContain('\u001b', output);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(UserRepCommand).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
