using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Actors;
using UserRep.LocalMesh.Actors.Scheduling;
using UserRep.LocalMesh.PubSub;
using UserRep.LocalMesh.PubSub.Deliveries;
using UserRep.LocalMesh.Sidecars.Actors;
using UserRep.LocalMesh.Sidecars.Grpc;
using UserRep.LocalMesh.Sidecars.Invocation;
using UserRep.LocalMesh.Sidecars.Publish;
using UserRep.LocalMesh.Sidecars.Runtime;
using UserRep.LocalMesh.Sidecars.State;
using UserRep.LocalMesh.Sidecars.Subscriptions;
using UserRep.LocalMesh.Sidecars.Unserved;
using UserRep.LocalMesh.State;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>The sidecars of the whole mesh, put together. Stores are the caller's to dispose, after this.</summary>
internal sealed class SidecarServices : IAsyncDisposable
{
    private readonly ActorReminders? _reminders;
    private readonly SidecarServer _server;

    /// <param name="reminders">Null where no state component is the actor state store.</param>
    /// <param name="shutdown">What a replica's POST /v1.0/shutdown does.</param>
    /// <param name="subscriptions">How far each subscription is; null where there is no journal.</param>
    public SidecarServices(
        MeshTopology topology,
        IAppChannel channel,
        IPublisher publisher,
        IReadOnlyList<StateComponent> stores,
        IReminderStore? reminders,
        SidecarOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        Action<AppReplica> shutdown,
        Func<IReadOnlyList<SubscriptionStats>>? subscriptions = null)
    {
        Actors = new ActorRuntime(channel, time, loggers);
        _reminders = reminders is null ? null : new ActorReminders(reminders, Actors, time, loggers.CreateLogger<ActorReminders>());
        var sidecars = new SidecarDirectory(topology);
        var state = new StateApi(stores);
        var publish = new PublishApi(publisher);
        var invoker = new Invoker(topology, channel);
        var metadata = new SidecarMetadata(options, Actors);
        var grpc = new DaprGrpc(sidecars, new StateGrpc(state), new PublishGrpc(publish), new InvocationGrpc(invoker), new RuntimeGrpc(metadata, shutdown), new UnservedGrpc(state));
        _server = new SidecarServer(topology, options, grpc, MapHttp, loggers);

        void MapHttp(IEndpointRouteBuilder routes)
        {
            new RuntimeHttp(sidecars, metadata, shutdown).Map(routes);
            new StateHttp(sidecars, state).Map(routes);
            new PublishHttp(sidecars, publish).Map(routes);
            new ActorHttp(Actors).Map(routes);
            new ActorStateHttp(sidecars, Actors, stores, options).Map(routes);
            new TimerHttp(sidecars, Actors, time).Map(routes);
            new ReminderHttp(sidecars, Actors, _reminders, time).Map(routes);
            new SubscriptionsHttp(subscriptions ?? (() => [])).Map(routes);
            new UnservedHttp(sidecars, state).Map(routes);
            new InvocationHttp(sidecars, invoker, options).Map(routes);
        }
    }

    /// <summary>To be told of replicas that come and go.</summary>
    public ActorRuntime Actors { get; }

    /// <summary>Listens, and takes up the reminders. Before any app is started: apps wait for their sidecars.</summary>
    /// <exception cref="PortInUseException">Another process has one of the ports.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        await _server.StartAsync(ct);
        _reminders?.Start();
    }

    public async Task StopAsync(CancellationToken ct)
    {
        if (_reminders is not null)
            await _reminders.DisposeAsync();
        await _server.StopAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await Actors.DisposeAsync();
    }
}
