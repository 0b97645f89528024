using System.Diagnostics;
using System.Text.RegularExpressions;

namespace UserRep.Integration.Tests.Running;

/// <summary>Code of a document, run as a reader would, but against a test's mesh.</summary>
internal static class Script
{
    public static IReadOnlyList<string> Blocks(string document, string language) =>
        [.. Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, document)), $@"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(m => m.Groups[1].Value)];

    public static void SkipWithoutNode() => Assert.SkipUnless(JavaScript.IsPresent, JavaScript.Missing);

    /// <returns>What it printed, by line.</returns>
    public static async Task<string[]> NodeAsync(string code)
    {
        await JavaScript.InstallAsync();
        using var folder = new TempFolder();
        Directory.CreateSymbolicLink(folder.File("node_modules"), Path.Combine(JavaScript.Folder, "node_modules"));
        return await RunAsync(Repository.Root, "node", folder.Write("script.mjs", code));
    }

    public static Task<string[]> BashAsync(string code, string folder) => RunAsync(folder, "bash", "-euc", code);

    private static async Task<string[]> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}\n{await errors}\n{await output}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
