using System.Diagnostics;
using System.Net.Sockets;

namespace UserRep.Benchmarks.Mesh;

/// <summary>This program once more, as a process of its own that serves: apps and proxies are measured from outside, as the mesh is.</summary>
internal sealed class Role : IAsyncDisposable
{
    private readonly Process _process;

    private Role(Process process) => _process = process;

    public int Id => _process.Id;

    public static async Task<Role> StartAsync(int port, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true };
        foreach (var argument in (string[])[typeof(Role).Assembly.Location, .. arguments])
            start.ArgumentList.Add(argument);
        var role = new Role(Process.Start(start)!);
        await Eventually.IsAsync(() => IsOpen(port), $"port {port} is open");
        return role;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static bool IsOpen(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
