using Dapr.Actors;
using Dapr.Actors.Client;
using UserRep.ContractApp.Actors;

namespace UserRep.Contract.Tests.Actors;

/// <summary>Actors of Dapr's .NET SDK, called through another app's sidecar.</summary>
public sealed class ActorTests(ContractFixture fixture) : ContractTest(fixture)
{
    private const string Counters = "/v1.0/actors/CounterActor";

    [Fact]
    public async Task Turns_OfOneActor_AreTakenOneByOne()
    {
        var counter = Counter(Unique());
        await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => counter.Add(1)));
        Assert.Equal((24L, 1), (await counter.Add(0), await counter.MostAtOnce()));
    }

    [Fact]
    public async Task StateTransaction_WritesAllOfATurn_ReadableThroughTheHostsSidecar()
    {
        var id = Unique();
        await Counter(id).Add(5);
        Assert.Equal("5", (await Target.SendAsync(Sdk, "GET", $"{Counters}/{id}/state/total")).Is(200).Body);
        Assert.Equal("5", (await Target.SendAsync(Sdk, "GET", $"{Counters}/{id}/state/last")).Is(200).Body);
        (await Target.SendAsync(Sdk, "GET", $"{Counters}/{id}/state/nothing")).Is(204);
        // A turn that fails saves nothing.
        await Assert.ThrowsAnyAsync<Exception>(() => Counter(id).Fail());
        Assert.Equal("5", (await Target.SendAsync(Sdk, "GET", $"{Counters}/{id}/state/total")).Body);
    }

    [Fact]
    public async Task StateTransaction_UpsertAndDelete_AreOne()
    {
        var id = Unique();
        await Counter(id).Add(1);
        var operations = """[{"operation":"upsert","request":{"key":"a","value":{"b":[true,null,"c"]}}},{"operation":"delete","request":{"key":"last"}}]""";
        (await Target.SendAsync(Sdk, "PUT", $"{Counters}/{id}/state", operations)).Is(204);
        Assert.Equal("""{"b":[true,null,"c"]}""", (await Target.SendAsync(Sdk, "GET", $"{Counters}/{id}/state/a")).Is(200).Body);
        (await Target.SendAsync(Sdk, "GET", $"{Counters}/{id}/state/last")).Is(204);
    }

    [Fact]
    public async Task StateTransaction_OfAnActorThatIsNotActive_IsInstanceMissing()
    {
        var path = $"{Counters}/{Unique()}/state";
        (await Target.SendAsync(Sdk, "PUT", path, """[{"operation":"upsert","request":{"key":"a","value":1}}]""")).Fails(400, "ERR_ACTOR_INSTANCE_MISSING");
        // Reading does not ask.
        (await Target.SendAsync(Sdk, "GET", path + "/a")).Is(204);
    }

    [Fact]
    public async Task Timers_FireUntilTheyAreStopped()
    {
        var counter = Counter(Unique());
        await counter.Tick("often", TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50));
        await counter.Tick("once", TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(-1));
        await Eventually.HasAsync(counter.Fired, f => f.Count(x => x == "timer often") >= 3, "three ticks");
        await counter.StopTicking("often");
        var stopped = (await counter.Fired()).Length;
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        Assert.InRange((await counter.Fired()).Length, stopped, stopped + 1);
        Assert.Single(await counter.Fired(), x => x == "timer once");
    }

    [Fact]
    public async Task Reminders_FireUntilTheyAreForgotten()
    {
        var counter = Counter(Unique());
        await counter.Remind("note", TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        await Eventually.HasAsync(counter.Fired, f => f.Length >= 2, "two reminders");
        await counter.Forget("note");
        var stopped = (await counter.Fired()).Length;
        await Task.Delay(TimeSpan.FromMilliseconds(600));
        Assert.InRange((await counter.Fired()).Length, stopped, stopped + 1);
    }

    [Fact]
    public async Task Reentrancy_LetsACallChainBackIn_ToItsDepth()
    {
        var deep = Actor<ICounter>("DeepCounterActor", Unique());
        Assert.Equal(3, await deep.Recurse(3));
        await Assert.ThrowsAnyAsync<Exception>(() => deep.Recurse(8));
        // It is not stuck.
        Assert.Equal(0, await deep.Recurse(0));
    }

    [Fact]
    public async Task Failures_HaveDaprdsCodes()
    {
        (await SendAsync("PUT", "/v1.0/actors/WireActor/a%23b/method/m", "{}")).Fails(400, "ERR_BAD_REQUEST");
        (await SendAsync("PUT", "/v1.0/actors/WireActor/a/method/fail", "{}")).Fails(500, "ERR_ACTOR_INVOKE_METHOD");
        var nowhere = (await SendAsync("PUT", "/v1.0/actors/NobodysActor/a/method/m", "{}")).Fails(500, "ERR_ACTOR_INVOKE_METHOD");
        Assert.Contains("did not find address", (string?)nowhere.Json["message"]);
        (await Target.SendAsync(Plain, "PUT", "/v1.0/actors/CounterActor/a/state", "[]")).Fails(500, "ERR_ACTOR_RUNTIME_NOT_FOUND");
    }

    private ICounter Counter(string id) => Actor<ICounter>("CounterActor", id);

    private T Actor<T>(string type, string id)
        where T : IActor =>
        new ActorProxyFactory(new ActorProxyOptions { HttpEndpoint = $"http://127.0.0.1:{Target.Ports(Playground).Http}" }).CreateActorProxy<T>(new ActorId(id), type);
}
