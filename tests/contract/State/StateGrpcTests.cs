using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;
using static Dapr.Client.Autogen.Grpc.v1.StateOptions.Types;

namespace UserRep.Contract.Tests.State;

public sealed class StateGrpcTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Fact]
    public async Task Save_Get_Delete_KeepOpaqueBytes()
    {
        var key = Unique();
        byte[] bytes = [0, 255, 1, 128];
        await Grpc.SaveStateAsync(Save(key, bytes));
        var got = await Grpc.GetStateAsync(new GetStateRequest { StoreName = Store, Key = key });
        Assert.Equal(bytes, got.Data.ToByteArray());
        await Grpc.DeleteStateAsync(new DeleteStateRequest { StoreName = Store, Key = key, Etag = new Etag { Value = got.Etag } });
        var gone = await Grpc.GetStateAsync(new GetStateRequest { StoreName = Store, Key = key });
        Assert.Equal((0, ""), (gone.Data.Length, gone.Etag));
    }

    [Fact]
    public async Task Etag_Stale_IsAborted()
    {
        var key = Unique();
        await Grpc.SaveStateAsync(Save(key, [1]));
        var etag = (await Grpc.GetStateAsync(new GetStateRequest { StoreName = Store, Key = key })).Etag;
        await Grpc.SaveStateAsync(Save(key, [2], etag));
        await FailsAsync(Grpc.SaveStateAsync(Save(key, [3], etag)), StatusCode.Aborted, "possible etag mismatch");
        await FailsAsync(Grpc.DeleteStateAsync(new DeleteStateRequest { StoreName = Store, Key = key, Etag = new Etag { Value = etag } }), StatusCode.Aborted);
        var bulk = new DeleteBulkStateRequest { StoreName = Store, States = { new StateItem { Key = key, Etag = new Etag { Value = etag } } } };
        await FailsAsync(Grpc.DeleteBulkStateAsync(bulk), StatusCode.Aborted);
    }

    [Fact]
    public async Task FirstWrite_OnAnExistingKey_IsAborted()
    {
        var request = Save(Unique(), [1]);
        request.States[0].Options = new StateOptions { Concurrency = StateConcurrency.ConcurrencyFirstWrite };
        await Grpc.SaveStateAsync(request);
        await FailsAsync(Grpc.SaveStateAsync(request), StatusCode.Aborted);
    }

    [Fact]
    public async Task FirstWrite_OfManyAtOnce_OneWins()
    {
        var key = Unique();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            var request = Save(key, [(byte)i]);
            request.States[0].Options = new StateOptions { Concurrency = StateConcurrency.ConcurrencyFirstWrite };
            try
            {
                await Grpc.SaveStateAsync(request);
                return 1;
            }
            catch (RpcException failure) when (failure.StatusCode == StatusCode.Aborted)
            {
                return 0;
            }
        }));
        Assert.Equal(1, outcomes.Sum());
    }

    [Fact]
    public async Task BulkGet_AnswersEveryKeyByName()
    {
        var key = Unique();
        await Grpc.SaveStateAsync(Save(key, [7]));
        var got = await Grpc.GetBulkStateAsync(new GetBulkStateRequest { StoreName = Store, Keys = { key + "-missing", key }, Parallelism = 1 });
        var byKey = got.Items.ToDictionary(i => i.Key);
        Assert.Equal((2, (byte)7, 0), (byKey.Count, byKey[key].Data[0], byKey[key + "-missing"].Data.Length));
    }

    [Fact]
    public async Task Transaction_TtlOfTheRequest_HoldsForItsItems()
    {
        var key = Unique();
        await Grpc.ExecuteStateTransactionAsync(new ExecuteStateTransactionRequest
        {
            StoreName = Store,
            Metadata = { ["ttlInSeconds"] = "100" },
            Operations = { new TransactionalStateOperation { OperationType = "upsert", Request = new StateItem { Key = key, Value = ByteString.CopyFrom(1) } } },
        });
        Assert.True((await Grpc.GetStateAsync(new GetStateRequest { StoreName = Store, Key = key })).Metadata.ContainsKey("ttlExpireTime"));
    }

    [Fact]
    public async Task Failures_HaveDaprdsCodes()
    {
        await FailsAsync(Grpc.GetStateAsync(new GetStateRequest { StoreName = "nowhere", Key = "k" }), StatusCode.InvalidArgument, "state store nowhere is not found");
        await FailsAsync(Target.Grpc(Plain).GetStateAsync(new GetStateRequest { StoreName = Store, Key = "k" }), StatusCode.FailedPrecondition);
        await FailsAsync(Grpc.SaveStateAsync(Save("a||b", [1])), StatusCode.InvalidArgument);
        await FailsAsync(Grpc.QueryStateAlpha1Async(new QueryStateRequest { StoreName = Store, Query = "{}" }), StatusCode.Internal, "does not support querying");
        var unknown = new ExecuteStateTransactionRequest { StoreName = Store, Operations = { new TransactionalStateOperation { OperationType = "merge", Request = new StateItem { Key = "k" } } } };
        await FailsAsync(Grpc.ExecuteStateTransactionAsync(unknown), StatusCode.Unimplemented);
    }

    private static SaveStateRequest Save(string key, byte[] value, string? etag = null)
    {
        var item = new StateItem { Key = key, Value = ByteString.CopyFrom(value) };
        if (etag is not null)
            item.Etag = new Etag { Value = etag };
        return new SaveStateRequest { StoreName = Store, States = { item } };
    }
}
