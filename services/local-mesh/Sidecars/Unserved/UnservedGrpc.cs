using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;
using UserRep.LocalMesh.Sidecars.State;

namespace UserRep.LocalMesh.Sidecars.Unserved;

/// <summary>The same over gRPC. Whatever is not even listed here gets daprd's answer to a method that it does not know.</summary>
internal sealed class UnservedGrpc(StateApi state)
{
    public Task<GetSecretResponse> Secret(Sidecar caller, GetSecretRequest request, ServerCallContext call) => throw DaprErrors.SecretsNotConfigured.ToException();

    public Task<GetBulkSecretResponse> Secrets(Sidecar caller, GetBulkSecretRequest request, ServerCallContext call) => throw DaprErrors.SecretsNotConfigured.ToException();

    public Task<GetConfigurationResponse> Configuration(Sidecar caller, GetConfigurationRequest request, ServerCallContext call) => throw DaprErrors.ConfigurationNotConfigured.ToException();

    public Task<TryLockResponse> Lock(Sidecar caller, TryLockRequest request, ServerCallContext call) => throw DaprErrors.LockNotConfigured.ToException();

    public Task<UnlockResponse> Unlock(Sidecar caller, UnlockRequest request, ServerCallContext call) => throw DaprErrors.LockNotConfigured.ToException();

    public Task<InvokeBindingResponse> Binding(Sidecar caller, InvokeBindingRequest request, ServerCallContext call) => throw DaprErrors.BindingNotFound(request.Name).ToException();

    public Task<QueryStateResponse> Query(Sidecar caller, QueryStateRequest request, ServerCallContext call) =>
        throw (state.Find(caller, request.StoreName, out _) ?? DaprErrors.QueryUnsupported).ToException();
}
