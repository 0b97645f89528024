using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using UserRep.LocalMesh.State;
using static Dapr.Client.Autogen.Grpc.v1.StateOptions.Types;

namespace UserRep.LocalMesh.Sidecars.State;

/// <summary>The gRPC state calls. Values are opaque bytes.</summary>
internal sealed class StateGrpc(StateApi api)
{
    public Task<GetStateResponse> Get(Sidecar caller, GetStateRequest request, ServerCallContext call)
    {
        var store = Find(caller, request.StoreName);
        Check(StateApi.Key(caller, request.Key, out var key));
        var entry = store.Get(key);
        var response = new GetStateResponse { Data = UnsafeByteOperations.UnsafeWrap(entry.Value), Etag = entry.Etag ?? "" };
        if (entry.Expires is { } expires)
            response.Metadata[HttpContextExtensions.TtlExpireTime] = HttpContextExtensions.Rfc3339(expires);
        return Task.FromResult(response);
    }

    public Task<GetBulkStateResponse> GetBulk(Sidecar caller, GetBulkStateRequest request, ServerCallContext call)
    {
        var store = Find(caller, request.StoreName);
        Check(StateApi.Keys(caller, request.Keys, out var keys));
        var entries = store.GetMany(keys);
        var response = new GetBulkStateResponse();
        // Found rows first, missing ones after, as daprd's SQLite store does: a caller that goes by position must not pass here.
        Add(found: true);
        Add(found: false);
        return Task.FromResult(response);

        void Add(bool found)
        {
            for (var i = 0; i < entries.Length; i++)
                if (entries[i].Found == found)
                    response.Items.Add(Item(request.Keys[i], entries[i]));
        }
    }

    public async Task<Empty> Save(Sidecar caller, SaveStateRequest request, ServerCallContext call)
    {
        var store = Find(caller, request.StoreName);
        var operations = new List<StateOperation>(request.States.Count);
        foreach (var item in request.States)
            operations.Add(Upsert(caller, request.StoreName, item, null));
        Check(await StateApi.WriteAsync(store, request.StoreName, operations, StateErrorCodes.Save));
        return new Empty();
    }

    public async Task<Empty> Delete(Sidecar caller, DeleteStateRequest request, ServerCallContext call)
    {
        var store = Find(caller, request.StoreName);
        Check(StateApi.Key(caller, request.Key, out var key));
        Check(await StateApi.WriteAsync(store, request.StoreName, [StateOperation.Delete(key, request.Etag?.Value)], StateErrorCodes.Delete));
        return new Empty();
    }

    public async Task<Empty> DeleteBulk(Sidecar caller, DeleteBulkStateRequest request, ServerCallContext call)
    {
        var store = Find(caller, request.StoreName);
        var operations = new List<StateOperation>(request.States.Count);
        foreach (var item in request.States)
            operations.Add(Delete(caller, item));
        Check(await StateApi.WriteAsync(store, request.StoreName, operations, StateErrorCodes.Delete));
        return new Empty();
    }

    public async Task<Empty> Transact(Sidecar caller, ExecuteStateTransactionRequest request, ServerCallContext call)
    {
        var store = Find(caller, request.StoreName);
        var operations = new List<StateOperation>(request.Operations.Count);
        foreach (var operation in request.Operations)
        {
            operations.Add(operation.OperationType switch
            {
                StateOperationBody.Upsert => Upsert(caller, request.StoreName, operation.Request, request.Metadata),
                StateOperationBody.Delete => Delete(caller, operation.Request),
                var other => throw new RpcException(new Status(StatusCode.Unimplemented, $"operation type {other} not supported")),
            });
        }
        Check(await StateApi.TransactAsync(store, operations));
        return new Empty();
    }

    private IStateStore Find(Sidecar caller, string name)
    {
        Check(api.Find(caller, name, out var store));
        return store;
    }

    private static StateOperation Upsert(Sidecar caller, string store, StateItem item, IDictionary<string, string>? request)
    {
        Check(StateApi.Key(caller, item.Key, out var key));
        IReadOnlyDictionary<string, string>? metadata = item.Metadata.Count > 0 ? item.Metadata.AsReadOnly() : request?.AsReadOnly();
        if (!StateApi.TryTtl(metadata, out var ttl))
            throw StateApi.BadTtl(StateErrorCodes.Save, store).ToException();
        return StateOperation.Upsert(key, item.Value.Memory, isBinary: true, item.Etag?.Value,
            item.Options?.Concurrency == StateConcurrency.ConcurrencyFirstWrite, ttl);
    }

    private static StateOperation Delete(Sidecar caller, StateItem item)
    {
        Check(StateApi.Key(caller, item.Key, out var key));
        return StateOperation.Delete(key, item.Etag?.Value);
    }

    private static BulkStateItem Item(string key, in StateEntry entry)
    {
        var item = new BulkStateItem { Key = key, Data = UnsafeByteOperations.UnsafeWrap(entry.Value), Etag = entry.Etag ?? "" };
        if (entry.Expires is { } expires)
            item.Metadata[HttpContextExtensions.TtlExpireTime] = HttpContextExtensions.Rfc3339(expires);
        return item;
    }

    private static void Check(DaprError? error)
    {
        if (error is not null)
            throw error.ToException();
    }
}
