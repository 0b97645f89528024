using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UserRep.Command.Tests;

/// <summary>Answers service invocations as a sidecar does, one call after another, by a function from method, path and body to status and JSON.</summary>
internal sealed class FakeMesh : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string, string, (int Status, string Body)> _answer;
    private readonly Task _serving;

    public FakeMesh(Func<string, string, string, (int Status, string Body)> answer)
    {
        _answer = answer;
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _serving = ServeAsync();
    }

    public string Url { get; }

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        // Latin-1: a byte is a character, so that the length says how many to read.
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        var request = (await reader.ReadLineAsync())!.Split(' ');
        var length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(header.Split(':')[1]);
        }
        var body = new char[length];
        await reader.ReadBlockAsync(body);
        var (status, answer) = _answer(request[0], request[1], new string(body));
        var content = Encoding.UTF8.GetBytes(answer);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\ncontent-length: {content.Length}\r\nconnection: close\r\n\r\n"));
        await stream.WriteAsync(content);
    }
}
