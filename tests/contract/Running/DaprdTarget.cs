using System.Diagnostics;

namespace UserRep.Contract.Tests.Running;

/// <summary>One daprd process to an app, as in self-hosted mode, with placement and scheduler where those are to be had. Logs are in the data folder.</summary>
internal sealed class DaprdTarget : Target
{
    private readonly DataFolder _data = new();
    private readonly List<Process> _running = [];
    private readonly int _offset = UserRep.Tests.Shared.Ports.FreeOffset();
    private readonly IReadOnlyList<string> _apps;
    private readonly IReadOnlyDictionary<string, string> _environment;

    private DaprdTarget(IReadOnlyList<string> apps, IReadOnlyDictionary<string, string> environment) => (_apps, _environment) = (apps, environment);

    public override IReadOnlyList<string> Names => DaprdComponents.Redis is null ? ["daprd", "daprd in-memory"] : ["daprd"];

    private int Placement => 50005 + _offset;

    private int Scheduler => 50006 + _offset;

    public static async Task<DaprdTarget> StartAsync(IReadOnlyList<string> apps, IReadOnlyDictionary<string, string>? environment = null)
    {
        var target = new DaprdTarget(apps, environment ?? new Dictionary<string, string>());
        DaprdComponents.Write(target._data.File("components"), target._data.File("state.db"));
        await File.WriteAllTextAsync(target._data.File("config.yaml"), "apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata:\n  name: config\nspec:\n  tracing:\n    samplingRate: \"0\"\n");
        await target.RunAsync();
        return target;
    }

    public override AppPorts Ports(string appId) =>
        appId == AppPorts.Playground ? new AppPorts(appId, 0, 3500 + _offset, 50010 + _offset) : AppPorts.At(appId, ContractApps.All.ToList().IndexOf(appId), _offset);

    public override async Task RestartAsync()
    {
        await EndAsync();
        await RunAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await EndAsync();
        _data.Dispose();
    }

    private async Task RunAsync()
    {
        if (Daprd.Companion("placement") is { } placement)
            Start("placement", placement, "--port", $"{Placement}", "--healthz-port", $"{8080 + _offset}", "--metrics-port", $"{9091 + _offset}");
        // Its etcd keeps the default ports, whose flags have changed names from version to version: one such suite at a time.
        if (Daprd.Companion("scheduler") is { } scheduler)
            Start("scheduler", scheduler, "--port", $"{Scheduler}", "--etcd-data-dir", _data.File("etcd"), "--healthz-port", $"{8081 + _offset}", "--metrics-port", $"{9092 + _offset}");
        Sidecar(AppPorts.Playground, 0);
        foreach (var (index, app) in _apps.Index())
        {
            StartApp(app);
            Sidecar(app, index + 1);
        }
        await HealthyAsync([AppPorts.Playground, .. _apps.Intersect(ContractApps.Answering)]);
    }

    private void StartApp(string app)
    {
        switch (app)
        {
            case AppPorts.Absent or AppPorts.AbsentGrpc:
                break;
            case AppPorts.JavaScript or AppPorts.JavaScriptGrpc:
                Start("app-" + app, "node", app, ContractApps.Script);
                break;
            default:
                Start("app-" + app, "dotnet", app, ContractApps.Program, app);
                break;
        }
    }

    private void Sidecar(string app, int index)
    {
        var ports = Ports(app);
        List<string> arguments =
        [
            "--app-id", app, "--dapr-http-port", $"{ports.Http}", "--dapr-grpc-port", $"{ports.Grpc}", "--dapr-internal-grpc-port", $"{50100 + index + _offset}",
            "--metrics-port", $"{9100 + index + _offset}", "--resources-path", _data.File("components"), "--config", _data.File("config.yaml"),
            "--dapr-listen-addresses", "127.0.0.1", "--max-body-size", "16Mi", "--log-level", "warn",
        ];
        if (ports.App != 0)
            arguments.AddRange(["--app-port", $"{ports.App}", "--app-protocol", ContractApps.Protocol(app), "--app-channel-address", "127.0.0.1"]);
        if (Daprd.Companion("placement") is not null)
            arguments.AddRange(["--placement-host-address", $"127.0.0.1:{Placement}"]);
        if (Daprd.Companion("scheduler") is not null)
            arguments.AddRange(["--scheduler-host-address", $"127.0.0.1:{Scheduler}"]);
        Start("daprd-" + app, Daprd.Program, [.. arguments]);
    }

    /// <param name="arguments">For an app, its app-id first: where its sidecar is goes into its environment, as `dapr run` has it.</param>
    private void Start(string log, string program, params IReadOnlyList<string> arguments)
    {
        var isApp = log.StartsWith("app-", StringComparison.Ordinal);
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >> \"$CONTRACT_LOG\" 2>&1 < /dev/null", program, .. isApp ? arguments.Skip(1) : arguments]) { WorkingDirectory = _data.Path };
        start.Environment["CONTRACT_LOG"] = _data.File(log + ".log");
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        if (isApp)
        {
            var ports = Ports(arguments[0]);
            start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{ports.App}";
            start.Environment["APP_ID"] = ports.AppId;
            start.Environment["APP_PORT"] = $"{ports.App}";
            start.Environment["APP_PROTOCOL"] = ContractApps.Protocol(ports.AppId);
            start.Environment["DAPR_HTTP_PORT"] = $"{ports.Http}";
            start.Environment["DAPR_GRPC_PORT"] = $"{ports.Grpc}";
        }
        _running.Add(Process.Start(start)!);
    }

    private async Task EndAsync()
    {
        foreach (var process in _running)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        _running.Clear();
    }
}
