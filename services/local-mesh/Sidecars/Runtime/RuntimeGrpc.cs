using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using UserRep.LocalMesh.Topology;
using AutogenActorRuntime = Dapr.Client.Autogen.Grpc.v1.ActorRuntime;

namespace UserRep.LocalMesh.Sidecars.Runtime;

/// <summary>GetMetadata, SetMetadata, Shutdown.</summary>
internal sealed class RuntimeGrpc(SidecarMetadata metadata, Action<AppReplica> shutdown)
{
    public Task<GetMetadataResponse> Get(Sidecar caller, GetMetadataRequest request, ServerCallContext call)
    {
        var response = new GetMetadataResponse
        {
            Id = caller.AppId,
            RuntimeVersion = SidecarMetadata.RuntimeVersion,
            ExtendedMetadata = { caller.Extended, { SidecarMetadata.VersionKey, SidecarMetadata.RuntimeVersion } },
            ActorRuntime = new AutogenActorRuntime { RuntimeStatus = AutogenActorRuntime.Types.ActorRuntimeStatus.Running, HostReady = caller.Healthy },
        };
        foreach (var component in metadata.ComponentsOf(caller.AppId))
            response.RegisteredComponents.Add(new RegisteredComponents { Name = component.Name, Type = component.Type, Version = component.Version });
        foreach (var (type, count) in metadata.ActiveActors(caller.Replica))
            response.ActorRuntime.ActiveActors.Add(new ActiveActorsCount { Type = type, Count = count });
        if (caller.Replica.AppPort is { } port)
            response.AppConnectionProperties = new AppConnectionProperties { Port = port, Protocol = caller.Replica.ProtocolName, ChannelAddress = "127.0.0.1" };
        return Task.FromResult(response);
    }

    public Task<Empty> Set(Sidecar caller, SetMetadataRequest request, ServerCallContext call)
    {
        caller.Extended[request.Key] = request.Value;
        return Task.FromResult(new Empty());
    }

    public Task<Empty> Shutdown(Sidecar caller, ShutdownRequest request, ServerCallContext call)
    {
        shutdown(caller.Replica);
        return Task.FromResult(new Empty());
    }
}
