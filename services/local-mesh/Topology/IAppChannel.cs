using Grpc.Core;

namespace UserRep.LocalMesh.Topology;

/// <summary>To an app's process, as its sidecar calls it.</summary>
internal interface IAppChannel
{
    /// <summary>Sends <paramref name="request"/>, whose URI is relative (<c>/dapr/config</c>), to the replica's app port. Throws <see cref="HttpRequestException"/> where nobody listens.</summary>
    Task<HttpResponseMessage> SendAsync(AppReplica replica, HttpRequestMessage request, CancellationToken ct);

    /// <summary>Calls a method of an app that speaks gRPC. Fails with Unavailable where nobody listens.</summary>
    /// <param name="metadata">Taken over: the app's token is added.</param>
    AsyncUnaryCall<TResponse> Call<TRequest, TResponse>(AppReplica replica, Method<TRequest, TResponse> method, TRequest request, Metadata metadata, CancellationToken ct)
        where TRequest : class
        where TResponse : class;
}
