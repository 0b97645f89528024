using System.Text;

namespace UserRep.Contract.Tests.Running;

/// <summary>A local mesh process over a tye.yaml and components of its own.</summary>
internal sealed class MeshTarget : Target
{
    private readonly DataFolder _data = new();
    private readonly int _offset = UserRep.Tests.Shared.Ports.FreeOffset();
    private readonly IReadOnlyList<string> _apps;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private MeshProcess _process = null!;

    private MeshTarget(IReadOnlyList<string> apps, IReadOnlyDictionary<string, string> environment) => (_apps, _environment) = (apps, environment);

    public override IReadOnlyList<string> Names => ["local-mesh"];

    public static async Task<MeshTarget> StartAsync(IReadOnlyList<string> apps, IReadOnlyDictionary<string, string>? environment = null)
    {
        var target = new MeshTarget(apps, environment ?? new Dictionary<string, string>());
        MeshComponents.Write(target._data.File("components"), apps);
        await File.WriteAllTextAsync(target._data.File("tye.yaml"), target.Tye());
        target.Run();
        await target.HealthyAsync([.. apps.Intersect(ContractApps.Answering)]);
        return target;
    }

    public override AppPorts Ports(string appId) =>
        appId == AppPorts.Playground ? new AppPorts(appId, 0, 3500 + _offset, 50010 + _offset) : AppPorts.At(appId, ContractApps.All.ToList().IndexOf(appId), _offset);

    public override async Task RestartAsync()
    {
        await _process.KillAsync();
        await _process.DisposeAsync();
        // Its children die with it; their ports are free a moment later.
        await Eventually.IsAsync(() => UserRep.Tests.Shared.Ports.AreFree(_apps.SelectMany(a => new[] { Ports(a).App, Ports(a).Http, Ports(a).Grpc })), "the killed mesh's ports are free");
        Run();
        await HealthyAsync([.. _apps.Intersect(ContractApps.Answering)]);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _process.DisposeAsync();
        _data.Dispose();
    }

    protected override void ThrowIfEnded()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"the mesh has ended: {_process.Errors}");
    }

    private void Run() => _process = MeshProcess.StartWith(_environment, _offset, _data, "--services-only", "--tye", _data.File("tye.yaml"));

    private string Tye()
    {
        var (sidecars, services) = (new StringBuilder(), new StringBuilder());
        foreach (var app in _apps)
        {
            var ports = AppPorts.At(app, ContractApps.All.ToList().IndexOf(app), 0);
            var runs = app switch
            {
                AppPorts.Absent or AppPorts.AbsentGrpc => "executable: sleep\n    args: \"100000\"",
                AppPorts.JavaScript or AppPorts.JavaScriptGrpc => $"executable: node\n    args: {ContractApps.Script}",
                _ => $"project: {ContractApps.Project}\n    args: {app}",
            };
            sidecars.Append($"      {app}: {{ app-id: {app}, http-port: {ports.Http}, grpc-port: {ports.Grpc} }}\n");
            services.Append($"  - name: {app}\n    {runs}\n    bindings:\n      - {{ protocol: {ContractApps.Protocol(app)}, port: {ports.App} }}\n");
        }
        return $"name: contract\nextensions:\n  - name: dapr\n    config: config\n    components-path: ./components\n    services:\n{sidecars}services:\n{services}";
    }
}
