using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace UserRep.Tests.Shared;

/// <summary>A RabbitMQ server of a test's own, and its port mapper: on loopback, with ports, data and cookie of their own, ended by their process ids.</summary>
internal sealed class RabbitMqServer : IAsyncDisposable
{
    public const string User = "userrep";

    /// <summary>Simulated: the server is reached from this machine only, and gone with the test.</summary>
    public const string Password = "simulated-password";

    // Not the wrapper on the PATH: that changes to a user of its own, and leaves the environment behind.
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private readonly TempFolder _folder = new();
    private readonly int _mapperPort = FreePort();
    private readonly int _nodePort = FreePort();
    private Process? _mapper;
    private Process? _server;

    public static bool IsInstalled { get; } = File.Exists(Program);

    public int Port { get; } = FreePort();

    public static void SkipUnlessInstalled() => Assert.SkipUnless(IsInstalled, "RabbitMQ (the package rabbitmq-server) is not installed");

    public static async Task<RabbitMqServer> StartAsync()
    {
        var server = new RabbitMqServer();
        server._folder.Write("rabbitmq.conf", $"""
            listeners.tcp.1 = 127.0.0.1:{server.Port}
            default_user = {User}
            default_pass = {Password}
            log.file.level = warning
            """);
        server._mapper = server.Run("epmd", "-port", $"{server._mapperPort}", "-address", "127.0.0.1");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>On the same data and ports.</summary>
    public async Task StartAgainAsync()
    {
        _server = Run(Program, "-noinput");
        var begun = TimeProvider.System.GetTimestamp();
        while (!await IsListeningAsync())
        {
            Assert.False(_server.HasExited, "RabbitMQ ended at its start");
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(2), "RabbitMQ does not listen");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => EndAsync(_server);

    public async ValueTask DisposeAsync()
    {
        await EndAsync(_server);
        await EndAsync(_mapper);
        _folder.Dispose();
    }

    private static async Task EndAsync(Process? process)
    {
        if (process is null)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private Process Run(string program, params string[] arguments)
    {
        // What they print is in the log folder too, as far as it matters.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1 < /dev/null", program, .. arguments]) { WorkingDirectory = _folder.Path };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = _folder.Path,
            ["ERL_EPMD_PORT"] = $"{_mapperPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"userrep{Port}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{_nodePort}",
            ["RABBITMQ_CONFIG_FILE"] = _folder.File("rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = _folder.File("none"),
            ["RABBITMQ_MNESIA_BASE"] = _folder.File("data"),
            ["RABBITMQ_LOG_BASE"] = _folder.File("log"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.File("plugins"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            // Has the script become the server, so that its process id is the server's.
            ["RABBITMQ_ALLOW_INPUT"] = "1",
        })
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
