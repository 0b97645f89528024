using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UserRep.Command.Tests;

/// <summary>Answers as version-router does through a sidecar, with one version registered.</summary>
internal sealed class FakeRouter : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public FakeRouter(int registered)
    {
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _serving = ServeAsync($$"""{ "epoch": 1, "versions": [{ "version": "representation@v{{registered}}", "state": "Serving", "bundleUri": "b", "sha256": "s", "embeddingSpaceId": "e", "dimension": 8, "metric": "cosine", "registeredAt": "2025-01-01T00:00:00Z", "stateChangedAt": "2025-01-01T00:00:00Z" }] }""");
    }

    public string Url { get; }

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task ServeAsync(string body)
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            var path = (await reader.ReadLineAsync())!.Split(' ')[1];
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }
            var found = path == "/v1.0/invoke/version-router/method/v1/versions";
            var content = Encoding.UTF8.GetBytes(found ? body : "{}");
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(found ? "200 OK" : "404 Not Found")}\r\ncontent-type: application/json\r\ncontent-length: {content.Length}\r\nconnection: close\r\n\r\n"));
            await stream.WriteAsync(content);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped before anyone asked.
        }
    }
}
