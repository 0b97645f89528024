using System.Net;
using System.Net.Sockets;
using UserRep.Contracts.Mesh;

namespace UserRep.LocalMesh.Topology;

/// <summary>Every replica that will run, with its ports.</summary>
internal sealed record MeshPlan(IReadOnlyList<PlannedReplica> Replicas)
{
    /// <summary>Ports of the app-id that has a sidecar and no process; Dapr's SDKs come in on 3500 by default.</summary>
    public const int PlaygroundHttpPort = 3500;

    public const int PlaygroundGrpcPort = 50010;

    /// <summary>
    /// Replica 0 of a service has the file's ports, moved by <paramref name="portOffset"/>; ports that the file leaves open, and those of further replicas,
    /// are free ones of the system's choice. An external service's app stays where it is.
    /// </summary>
    public static Parsed<MeshPlan> Create(TyeFile tye, IReadOnlyDictionary<string, int> replicas, int portOffset)
    {
        var errors = new List<FileError>();
        foreach (var (app, count) in replicas)
        {
            if (!tye.Services.Any(s => s.AppId == app))
                errors.Add(new FileError(tye.File, 0, $"--replicas {app}={count}: there is no app-id '{app}'"));
            else if (count is < 1 or > 64)
                errors.Add(new FileError(tye.File, 0, $"--replicas {app}={count}: from 1 to 64"));
            else if (count > 1 && tye.Services.First(s => s.AppId == app) is { IsExternal: true } external)
                errors.Add(new FileError(tye.File, external.Line, $"--replicas {app}={count}: {app} is external, which is one process at one port"));
        }
        using var free = new FreePorts();
        var planned = new List<PlannedReplica>();
        foreach (var service in tye.Services)
        {
            for (var i = 0; i < (service.IsExternal ? 1 : replicas.GetValueOrDefault(service.AppId, 1)); i++)
            {
                var replica = new AppReplica(service.AppId, i, service.IsExternal ? service.AppPort : PortOf(service.AppPort, i), PortOf(service.HttpPort, i), PortOf(service.GrpcPort, i)) { Protocol = service.Protocol };
                planned.Add(new PlannedReplica(replica, service));
            }
        }
        planned.Add(new PlannedReplica(new AppReplica(AppIds.Playground, 0, null, PlaygroundHttpPort + portOffset, PlaygroundGrpcPort + portOffset), null));
        var plan = new MeshPlan(planned);
        foreach (var port in plan.Ports().Where(p => p.Port is < 1 or > ushort.MaxValue))
            errors.Add(new FileError(tye.File, 0, $"{port.Purpose}: {port.Port} is no port"));
        foreach (var twins in plan.Ports().GroupBy(p => p.Port).Where(g => g.Count() > 1))
            errors.Add(new FileError(tye.File, 0, $"port {twins.Key} is wanted by {string.Join(" and ", twins.Select(t => t.Purpose))}"));
        return errors.Count == 0 ? new Parsed<MeshPlan>(plan) : new Parsed<MeshPlan>(errors);

        int PortOf(int port, int index) => index > 0 || port == 0 ? free.Next() : port + portOffset;
    }

    public MeshTopology Topology() => new([.. Replicas.Select(r => r.Replica)]);

    public IEnumerable<PlannedPort> Ports()
    {
        foreach (var (replica, _) in Replicas)
        {
            if (replica.AppPort is { } app)
                yield return new PlannedPort(app, $"the app {replica}");
            yield return new PlannedPort(replica.HttpPort, $"the sidecar of {replica} (HTTP)");
            yield return new PlannedPort(replica.GrpcPort, $"the sidecar of {replica} (gRPC)");
        }
    }

    /// <summary>Ports that somebody else listens on. Asked before anything starts.</summary>
    public IReadOnlyList<PlannedPort> CheckPortsFree() => [.. Ports().Where(p => !External().Any(r => r.AppPort == p.Port) && !IsFree(p.Port))];

    /// <summary>Those whose app the mesh doesn't start.</summary>
    public IEnumerable<AppReplica> External() => Replicas.Where(r => r.Service is { IsExternal: true }).Select(r => r.Replica);

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
