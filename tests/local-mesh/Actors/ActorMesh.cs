using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using UserRep.LocalMesh.Tests.Sidecars;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.Actors;

/// <summary>Hosts <see cref="CounterActor"/> with the real SDK behind a test mesh.</summary>
internal static class ActorMesh
{
    public static async Task<Probe> HostCountersAsync(this TestMesh mesh, int index = 0, Action<ActorRuntimeOptions>? configure = null)
    {
        var (probe, replica) = (new Probe(), mesh.Replica("app", index));
        await mesh.RunAppAsync(
            replica,
            builder =>
            {
                builder.Services.AddSingleton(probe);
                builder.Services.AddActors(options =>
                {
                    options.HttpEndpoint = Endpoint(replica);
                    options.Actors.RegisterActor<CounterActor>();
                    configure?.Invoke(options);
                });
            },
            app => app.MapActorsHandlers());
        return probe;
    }

    /// <summary>A proxy through the sidecar of the app without a process.</summary>
    public static ICounter Counter(this TestMesh mesh, string id)
    {
        var factory = new ActorProxyFactory(new ActorProxyOptions { HttpEndpoint = Endpoint(mesh.Replica(TestMesh.Caller)) });
        return factory.CreateActorProxy<ICounter>(new ActorId(id), nameof(CounterActor));
    }

    private static string Endpoint(AppReplica replica) => $"http://localhost:{replica.HttpPort}";
}
