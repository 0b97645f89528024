using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Actors.Scheduling;
using UserRep.LocalMesh.Processes;
using UserRep.LocalMesh.PubSub;
using UserRep.LocalMesh.PubSub.Components;
using UserRep.LocalMesh.PubSub.Deliveries;
using UserRep.LocalMesh.Sidecars;
using UserRep.LocalMesh.State;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Hosting;

/// <summary>The running mesh: sidecars, stores, journals and child processes, started in the order in which they need each other.</summary>
internal sealed class Mesh : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];
    private SidecarServices _sidecars = null!;
    private ProcessSupervisor _processes = null!;
    private ExternalApps _external = null!;
    private SubscriptionDispatcher _deliveries = null!;

    private Mesh(MeshTopology topology) => Topology = topology;

    public MeshTopology Topology { get; }

    public int PlaygroundPort => Topology.Of(Contracts.Mesh.AppIds.Playground)[0].HttpPort;

    /// <summary>A service that keeps exiting or does not open its port, in a line with what it said last; null while all are well.</summary>
    public string? Failing() =>
        _processes.Status().FirstOrDefault(s => s.Failing is not null) is { } bad
            ? $"{bad.Replica}: {bad.Failing}; it said: {LastWords(bad.LastLines)}"
            : null;

    /// <summary>Messages stored and not acknowledged, over all subscriptions.</summary>
    public long Backlog() => _deliveries.Backlog();

    public IReadOnlyList<SubscriptionStats> Subscriptions() => _deliveries.Stats();

    /// <exception cref="MeshFault">Something in the configuration or on the machine is in the way.</exception>
    public static async Task<Mesh> StartAsync(MeshPlanned planned, TimeProvider time, ILoggerFactory logs, CancellationToken ct)
    {
        var mesh = new Mesh(planned.Plan.Topology());
        try
        {
            await mesh.OpenAsync(planned, time, logs);
            await mesh._sidecars.StartAsync(ct);
            mesh._processes.Start();
            mesh._external.Start();
            return mesh;
        }
        catch (PortInUseException e)
        {
            await mesh.DisposeAsync();
            throw new MeshFault($"{e.Message}; end what listens there, or move the mesh with --port-offset 1000");
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    /// <summary>Children first, while their sidecars still answer; then the sidecars; then what they wrote to.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
        {
            if (owned == _sidecars)
                await _sidecars.StopAsync(CancellationToken.None);
            await owned.DisposeAsync();
        }
    }

    private async Task OpenAsync(MeshPlanned planned, TimeProvider time, ILoggerFactory logs)
    {
        // feature-ingest writes into a folder that is there, and makes none: elsewhere it is a volume, which may be missing.
        Directory.CreateDirectory(planned.Settings.ArchiveFolder);
        var channel = new AppChannel(Environment.GetEnvironmentVariable("APP_API_TOKEN"));
        var journals = await PubSubComponents.OpenAsync(planned.Components.Components, time, logs);
        var pubsub = Own(journals.Value ?? throw new MeshFault(journals.Errors.Select(e => e.ToString())));
        var state = Own(await StateComponents.OpenAsync(planned.Components.Components, planned.Settings.DataFolder, time, logs));
        var reminders = state.ActorFile is { } file ? await SqliteReminderStore.CreateAsync(file) : null;

        var options = new SidecarOptions
        {
            MaxInvocationBytes = 16 << 20,
            MaxMessageBytes = 64 << 20,
            ApiToken = Environment.GetEnvironmentVariable("DAPR_API_TOKEN"),
            ActorStateTtl = planned.Components.Configurations.Any(c => c.Features.Contains("ActorStateTTL")),
            Components = [.. planned.Components.Components.Select(c => new ComponentInfo(c.Name, c.Type, c.Version) { Scopes = c.Scopes })],
        };
        _sidecars = Own(new SidecarServices(Topology, channel, new JournalPublisher(pubsub, time), state.Components, reminders, options, time, logs, replica => _processes.Restart(replica), Subscriptions));
        _deliveries = Own(new SubscriptionDispatcher(pubsub, channel, time, logs.CreateLogger<SubscriptionDispatcher>()));
        var output = Own(new MeshLog(planned.Settings.DataFolder, time, logs.CreateLogger<MeshLog>()));
        // Actors before subscriptions: a delivery may call an actor at once.
        _processes = Own(new ProcessSupervisor(planned.Processes, [_sidecars.Actors, _deliveries], output, new SupervisorOptions(), time, logs.CreateLogger<ProcessSupervisor>()));
        _external = Own(new ExternalApps(planned.Plan.External(), [_sidecars.Actors, _deliveries], new SupervisorOptions(), time, logs.CreateLogger<ExternalApps>()));
    }

    /// <summary>An unhandled exception's message if there is one, else the last line.</summary>
    private static string LastWords(IReadOnlyList<string> lines) =>
        lines.LastOrDefault(l => l.StartsWith("Unhandled exception", StringComparison.Ordinal)) ?? lines.LastOrDefault(l => l.Trim().Length > 0) ?? "nothing";

    private T Own<T>(T value)
        where T : IAsyncDisposable
    {
        _owned.Add(value);
        return value;
    }
}
