using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using UserRep.LocalMesh.State;
using DaprService = Dapr.Client.Autogen.Grpc.v1.Dapr;

namespace UserRep.LocalMesh.Sidecars.Grpc;

/// <summary>
/// Binds the served methods of dapr.proto.runtime.v1.Dapr by name, because the package with its messages has no server base class.
/// Methods not listed here fall through to the answer daprd gives for a method it does not know.
/// </summary>
internal sealed class DaprMethodProvider : IServiceMethodProvider<DaprGrpc>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<DaprGrpc> context)
    {
        Add<GetStateRequest, GetStateResponse>(context, "GetState", s => s.State.Get);
        Add<GetBulkStateRequest, GetBulkStateResponse>(context, "GetBulkState", s => s.State.GetBulk);
        Add<SaveStateRequest, Empty>(context, "SaveState", s => s.State.Save);
        Add<DeleteStateRequest, Empty>(context, "DeleteState", s => s.State.Delete);
        Add<DeleteBulkStateRequest, Empty>(context, "DeleteBulkState", s => s.State.DeleteBulk);
        Add<ExecuteStateTransactionRequest, Empty>(context, "ExecuteStateTransaction", s => s.State.Transact);
        Add<PublishEventRequest, Empty>(context, "PublishEvent", s => s.Publish.Publish);
        Add<BulkPublishRequest, BulkPublishResponse>(context, "BulkPublishEvent", s => s.Publish.Bulk);
        Add<BulkPublishRequest, BulkPublishResponse>(context, "BulkPublishEventAlpha1", s => s.Publish.Bulk);
        Add<InvokeServiceRequest, InvokeResponse>(context, "InvokeService", s => s.Invocation.Invoke);
        Add<GetMetadataRequest, GetMetadataResponse>(context, "GetMetadata", s => s.Runtime.Get);
        Add<SetMetadataRequest, Empty>(context, "SetMetadata", s => s.Runtime.Set);
        Add<ShutdownRequest, Empty>(context, "Shutdown", s => s.Runtime.Shutdown);
        Add<GetSecretRequest, GetSecretResponse>(context, "GetSecret", s => s.Unserved.Secret);
        Add<GetBulkSecretRequest, GetBulkSecretResponse>(context, "GetBulkSecret", s => s.Unserved.Secrets);
        Add<GetConfigurationRequest, GetConfigurationResponse>(context, "GetConfiguration", s => s.Unserved.Configuration);
        Add<TryLockRequest, TryLockResponse>(context, "TryLockAlpha1", s => s.Unserved.Lock);
        Add<UnlockRequest, UnlockResponse>(context, "UnlockAlpha1", s => s.Unserved.Unlock);
        Add<InvokeBindingRequest, InvokeBindingResponse>(context, "InvokeBinding", s => s.Unserved.Binding);
        Add<QueryStateRequest, QueryStateResponse>(context, "QueryStateAlpha1", s => s.Unserved.Query);
    }

    private static void Add<TRequest, TResponse>(
        ServiceMethodProviderContext<DaprGrpc> context, string name, Func<DaprGrpc, Func<Sidecar, TRequest, ServerCallContext, Task<TResponse>>> select)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new()
    {
        var method = ProtobufMethod.Unary<TRequest, TResponse>(DaprService.Descriptor, name);
        context.AddUnaryMethod(method, [], async (service, request, call) =>
        {
            try
            {
                return await select(service)(service.Sidecars.Of(call.GetHttpContext()), request, call);
            }
            catch (StateStoreException failure)
            {
                throw new RpcException(new Status(StatusCode.Internal, failure.Message));
            }
        });
    }
}
