using System.Text.Json.Nodes;
using Dapr.Client;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;

namespace UserRep.Contract.Tests.Traps;

/// <summary>What works on an emulator and breaks on daprd, trap by trap. Number 11 is with the tokens; 1 and 14, about components that the mesh refuses, are with bad input.</summary>
public sealed class TrapTests(ContractFixture fixture) : ContractTest(fixture)
{
    private const string WireActor = "/v1.0/actors/WireActor/";

    /// <summary>daprd's in-memory bus loses it since 1.17. The mesh's journal is a broker: it delivers again, so no service may rely on either loss or order.</summary>
    [Fact]
    public async Task Trap02_FailedDelivery_ComesAgainFromTheJournal()
    {
        var mark = Unique();
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/plain", $$"""{"mark":"{{mark}}","replies":["500","SUCCESS"]}""")).Is(204);
        await ArrivedAsync("/events/plain", mark, 2);
    }

    /// <summary>daprd's in-memory bus gives batches of one. A subscriber must be right for any size, so one of each is delivered here.</summary>
    [Fact]
    public async Task Trap03_BulkOfOne_IsDeliveredToo()
    {
        var mark = Unique();
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/bulk", $$"""{"mark":"{{mark}}"}""")).Is(204);
        Assert.Single(JsonNode.Parse((await ArrivedAsync("/bulk/all", mark))[0].Body)!["entries"]!.AsArray(), e => e!.ToJsonString().Contains(mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trap04_EtagMismatchInATransaction_IsInternalAndNotAborted()
    {
        var key = Unique();
        await Dapr.SaveStateAsync(Store, key, 1);
        var operation = new TransactionalStateOperation { OperationType = "upsert", Request = new StateItem { Key = key, Value = ByteString.CopyFromUtf8("2"), Etag = new Etag { Value = "stale" } } };
        await FailsAsync(Grpc.ExecuteStateTransactionAsync(new ExecuteStateTransactionRequest { StoreName = Store, Operations = { operation } }), StatusCode.Internal);
        var thrown = await Assert.ThrowsAsync<global::Dapr.DaprException>(() => Dapr.ExecuteStateTransactionAsync(Store, [new StateTransactionRequest(key, "2"u8.ToArray(), StateOperationType.Upsert, "stale")]));
        Assert.Equal(StatusCode.Internal, Assert.IsType<RpcException>(thrown.InnerException).StatusCode);
        Assert.Equal(1, await Dapr.GetStateAsync<int>(Store, key));
    }

    [Fact]
    public async Task Trap05_ActorStateNumbers_PassThroughFloat64()
    {
        var id = await ActiveAsync();
        await SaveAsync(id, """{"whole":9007199254740993,"small":9007199254740991,"text":"9007199254740993"}""");
        var kept = JsonNode.Parse(await StateOfAsync(id))!;
        Assert.Equal(("9007199254740992", "9007199254740991", "9007199254740993"), (kept["whole"]!.ToJsonString(), kept["small"]!.ToJsonString(), (string?)kept["text"]));
        await SaveAsync(id, long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("9223372036854776000", await StateOfAsync(id));
        // DaprClient's state is opaque: nothing happens to it.
        await Dapr.SaveStateAsync(Store, id, long.MaxValue);
        Assert.Equal(long.MaxValue, await Dapr.GetStateAsync<long>(Store, id));
    }

    [Fact]
    public async Task Trap05_ActorStateNumbers_OrderOfKeys_IsNotKept()
    {
        var id = await ActiveAsync();
        await SaveAsync(id, """{"b":1.50,"a":[1e3,-0.25,1e21,0.0000001],"c":{"y":true,"x":null}}""");
        Assert.Equal("""{"a":[1000,-0.25,1e+21,1e-7],"b":1.5,"c":{"x":null,"y":true}}""", await StateOfAsync(id));
    }

    [Fact]
    public async Task Trap06_ActorStateTtl_WithoutItsFeature_IsRefused() =>
        (await Target.SendAsync(Wire, "PUT", WireActor + await ActiveAsync() + "/state", """[{"operation":"upsert","request":{"key":"k","value":1,"metadata":{"ttlInSeconds":"5"}}}]"""))
            .Fails(500, "ERR_ACTOR_STATE_TRANSACTION_SAVE");

    [Fact]
    public async Task Trap07_ReminderCallback_CarriesItsDataAndNoTimes()
    {
        var id = Unique();
        (await Target.SendAsync(Wire, "PUT", WireActor + id + "/reminders/note", """{"dueTime":"0h0m0s10ms","period":"0h1m0s0ms","data":"eA=="}""")).Is(204);
        var body = JsonNode.Parse((await ArrivedAsync($"/actors/WireActor/{id}/method/remind/note", id))[0].Body)!;
        Assert.Equal(("eA==", "", ""), ((string?)body["data"], (string?)body["dueTime"], (string?)body["period"]));
        (await Target.SendAsync(Wire, "DELETE", WireActor + id + "/reminders/note")).Is(204);
    }

    [Theory]
    [InlineData("0h0m0s60ms", "0h0m10s0ms")]
    [InlineData("60ms", "")]
    public async Task Trap08_TimerStrings_ComeBackAsTheyWereRegistered(string due, string period)
    {
        var id = await ActiveAsync();
        (await Target.SendAsync(Wire, "PUT", $"{WireActor}{id}/timers/t", $$"""{"dueTime":"{{due}}","period":"{{period}}","callback":"c","data":"d"}""")).Is(204);
        var body = JsonNode.Parse((await ArrivedAsync($"/actors/WireActor/{id}/method/timer/t", id))[0].Body)!;
        Assert.Equal((due, period, "c", "d"), ((string?)body["dueTime"], (string?)body["period"], (string?)body["callback"], (string?)body["data"]));
        (await Target.SendAsync(Wire, "DELETE", $"{WireActor}{id}/timers/t")).Is(204);
    }

    [Theory]
    [InlineData("R3/P1DT0H0M0S")]
    [InlineData("P1D")]
    [InlineData("R2/P1M")]
    [InlineData("P1Y")]
    public async Task Trap09_ReminderPeriodOfDaysMonthsOrYears_IsRefused(string period) =>
        (await Target.SendAsync(Wire, "PUT", $"{WireActor}{Unique()}/reminders/r", $$"""{"dueTime":"0h0m5s0ms","period":"{{period}}"}""")).Fails(500, "ERR_ACTOR_REMINDER_CREATE");

    [Fact]
    public async Task Trap10_ActorCalls_WithTwoSlashesAndTextPlain_AreUnderstood()
    {
        var id = Unique();
        (await SendAsync("PUT", $"//v1.0/actors/WireActor/{id}/method/m", "{}")).Is(200);
        (await Target.SendAsync(Wire, "PUT", $"//v1.0/actors/WireActor/{id}/state", """[{"operation":"upsert","request":{"key":"k","value":1}}]""", ("content-type", "text/plain"))).Is(204);
        Assert.Equal("1", (await Target.SendAsync(Wire, "GET", $"//v1.0/actors/WireActor/{id}/state/k")).Body);
        // An id with a slash is sent as it is, and is no actor's path.
        Assert.NotEqual(200, (await SendAsync("PUT", $"/v1.0/actors/WireActor/{id}/more/method/m", "{}")).Status);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("number")]
    public async Task Trap12_UnreadableReply_IsSuccess(string reply)
    {
        var (mark, after) = (Unique(), Unique());
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/plain", $$"""{"mark":"{{mark}}","replies":["{{reply}}"]}""")).Is(204);
        await ArrivedAsync("/events/plain", mark);
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/plain", $$"""{"mark":"{{after}}"}""")).Is(204);
        await ArrivedAsync("/events/plain", after);
        await Task.Delay(TimeSpan.FromMilliseconds(400));
        Assert.Single(await RecordedAsync("/events/plain", mark));
    }

    [Fact]
    public async Task Trap12_UnknownStatus_IsRetry()
    {
        var mark = Unique();
        (await Target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/plain", $$"""{"mark":"{{mark}}","replies":["shipped","SUCCESS"]}""")).Is(204);
        await ArrivedAsync("/events/plain", mark, 2);
    }

    /// <summary>SQLite's way, which PostgreSQL shares. That the services hold for Redis' way too is tested where they write: MemoryDapr has both.</summary>
    [Fact]
    public async Task Trap13_Etags_AreOpaque_MismatchOnAMissingKey_AndEmptyMeansNone()
    {
        var key = Unique();
        (await SendAsync("POST", State, $$"""[{"key":"{{key}}","value":1,"etag":"1"}]""")).Fails(409, "ERR_STATE_SAVE");
        (await SendAsync("POST", State, $$"""[{"key":"{{key}}","value":1,"etag":""}]""")).Is(204);
        (await SendAsync("POST", State, $$"""[{"key":"{{key}}","value":2,"etag":""}]""")).Is(204);
        var etag = (await SendAsync("GET", $"{State}/{key}")).Etag!;
        Assert.False(long.TryParse(etag, out _));
        // Redis ignores the ETag of a last write; here it is checked.
        (await SendAsync("POST", State, $$$"""[{"key":"{{{key}}}","value":3,"etag":"stale","options":{"concurrency":"last-write"}}]""")).Fails(409, "ERR_STATE_SAVE");
        await FailsAsync(Grpc.DeleteStateAsync(new DeleteStateRequest { StoreName = Store, Key = key + "-missing", Etag = new Etag { Value = "1" } }), StatusCode.Aborted);
    }

    private async Task<string> ActiveAsync()
    {
        var id = Unique();
        (await SendAsync("PUT", WireActor + id + "/method/wake", "{}")).Is(200);
        return id;
    }

    private async Task SaveAsync(string id, string value)
    {
        (await Target.SendAsync(Wire, "PUT", WireActor + id + "/state", $$$"""[{"operation":"upsert","request":{"key":"k","value":{{{value}}}}}]""")).Is(204);
    }

    private async Task<string> StateOfAsync(string id) => (await Target.SendAsync(Wire, "GET", WireActor + id + "/state/k")).Is(200).Body;
}
