using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UserRep.Command.Tests;

/// <summary>Answers service invocations as a sidecar does, one call after another, by a function from method, path and body to status and JSON.</summary>
internal sealed class FakeMesh : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<string, string, string, (int Status, string Body)> _answer;
    private readonly Task _serving;

    public FakeMesh(Func<string, string, string, (int Status, string Body)> answer)
    {
        _answer = answer;
        Url = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var (status, answer) = _answer(context.Request.HttpMethod, context.Request.RawUrl!, await reader.ReadToEndAsync());
        context.Response.StatusCode = status;
        // JSON lines is what a list of several objects is.
        context.Response.ContentType = answer.TrimEnd().Contains("}\n{", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json";
        context.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: false);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
