using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;
using UserRep.LocalMesh.Sidecars.Grpc;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Sidecars.Invocation;

/// <summary>Service invocation: finds a replica of the callee and tells it who calls.</summary>
internal sealed class Invoker(MeshTopology topology, IAppChannel channel)
{
    private const string Namespace = "default";
    private const string Host = "localhost";
    private const string Address = "127.0.0.1";
    private const string Forwarded = $"for={Address};by={Address};host={Host}";

    private readonly ConcurrentDictionary<string, StrongBox<uint>> _turns = new();

    /// <summary>The callee's next ready replica in turn; null where there is none. An app that calls itself gets its own replica, as from daprd.</summary>
    public AppReplica? Pick(Sidecar caller, string appId)
    {
        if (caller.AppId == appId && caller.Replica is { Ready: true, AppPort: not null })
            return caller.Replica;
        var replicas = topology.Of(appId);
        var turn = Interlocked.Increment(ref _turns.GetOrAdd(appId, static _ => new StrongBox<uint>()).Value);
        for (var i = 0u; i < replicas.Count; i++)
            if (replicas[(int)((turn + i) % (uint)replicas.Count)] is { Ready: true, AppPort: not null } replica)
                return replica;
        return null;
    }

    /// <exception cref="HttpRequestException">The app could not be reached, or its answer broke off.</exception>
    public Task<HttpResponseMessage> SendAsync(Sidecar caller, AppReplica callee, HttpRequestMessage request, CancellationToken ct)
    {
        foreach (var (name, value) in Identity(caller, callee))
            request.Headers.TryAddWithoutValidation(name, value);
        return channel.SendAsync(callee, request, ct);
    }

    /// <summary>OnInvoke of a callee that speaks gRPC.</summary>
    public AsyncUnaryCall<InvokeResponse> Call(Sidecar caller, AppReplica callee, InvokeRequest request, Metadata metadata, CancellationToken ct)
    {
        foreach (var (name, value) in Identity(caller, callee))
            metadata.Add(name, value);
        return channel.Call(callee, CallbackMethods.OnInvoke, request, metadata, ct);
    }

    private static ReadOnlySpan<(string Name, string Value)> Identity(Sidecar caller, AppReplica callee) => caller.AppId == callee.AppId ? [] : new[]
    {
        (InvocationHeaders.CallerAppId, caller.AppId),
        (InvocationHeaders.CalleeAppId, callee.AppId),
        (InvocationHeaders.CallerNamespace, Namespace),
        ("X-Forwarded-For", Address),
        ("X-Forwarded-Host", Host),
        ("Forwarded", Forwarded),
    };
}
