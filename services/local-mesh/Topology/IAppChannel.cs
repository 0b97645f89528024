namespace UserRep.LocalMesh.Topology;

/// <summary>HTTP to an app's process, as its sidecar calls it.</summary>
internal interface IAppChannel
{
    /// <summary>Sends <paramref name="request"/>, whose URI is relative (<c>/dapr/config</c>), to the replica's app port. Throws <see cref="HttpRequestException"/> where nobody listens.</summary>
    Task<HttpResponseMessage> SendAsync(AppReplica replica, HttpRequestMessage request, CancellationToken ct);
}
