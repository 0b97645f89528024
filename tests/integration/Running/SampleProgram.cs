using System.Diagnostics;

namespace UserRep.Integration.Tests.Running;

/// <summary>The sample model's program, run outside of a mesh.</summary>
internal sealed class SampleProgram : IAsyncDisposable
{
    private readonly Process _process;

    private SampleProgram(Process process) => _process = process;

    public static SampleProgram Start(string headFolder, int port, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.ServiceProgram("samples/sample-ranker", "UserRep.SampleRanker"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SampleRanker__HeadFolder"] = headFolder;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        return new SampleProgram(Process.Start(start)!);
    }

    /// <returns>Exit code and what it said of errors.</returns>
    public static async Task<(int ExitCode, string Errors)> TrainAsync(string headFolder, params string[] arguments)
    {
        await using var program = Start(headFolder, 0, arguments);
        var errors = program._process.StandardError.ReadToEndAsync();
        await program._process.StandardOutput.ReadToEndAsync();
        await program._process.WaitForExitAsync();
        return (program._process.ExitCode, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
