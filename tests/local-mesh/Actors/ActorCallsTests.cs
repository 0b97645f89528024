using System.Net;
using Dapr.Actors;
using UserRep.LocalMesh.Tests.Sidecars;

namespace UserRep.LocalMesh.Tests.Actors;

public sealed class ActorCallsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TestMesh _mesh = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _mesh = await TestMesh.StartAsync(new Dictionary<string, int> { ["app"] = 2 });

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Calls_OfOneActor_RunOneAtATime()
    {
        var probe = await _mesh.HostCountersAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _mesh.Counter("one").Add(1)));
        Assert.Equal(50, await _mesh.Counter("one").Get());
        Assert.Equal(1, probe.MaxInside);
    }

    [Fact]
    public async Task Calls_OfDifferentActors_RunSideBySide()
    {
        var probe = await _mesh.HostCountersAsync();
        var held = _mesh.Counter("held").Hold();
        Assert.True(await probe.Holding.WaitAsync(Patience, Token));
        Assert.Equal(1, await _mesh.Counter("free").Add(1));
        probe.Release.Release();
        await held;
    }

    [Fact]
    public async Task State_OutlivesDeactivation()
    {
        var probe = await _mesh.HostCountersAsync(configure: o => o.ActorIdleTimeout = TimeSpan.FromSeconds(1));
        await _mesh.Counter("idle").Add(5);
        await Eventually.IsAsync(() => probe.Deactivated.Contains("idle"), "the idle actor is deactivated");
        Assert.Equal(5, await _mesh.Counter("idle").Get());
        Assert.Equal(2, probe.Activated.Count);
    }

    [Fact]
    public async Task Exception_OfTheActor_ReachesTheCaller()
    {
        await _mesh.HostCountersAsync();
        var failure = await Assert.ThrowsAsync<ActorMethodInvocationException>(() => _mesh.Counter("f").Fail());
        Assert.Contains("as asked", failure.ToString());
    }

    [Fact]
    public async Task Call_OfATypeHostedLater_WaitsForTheHost()
    {
        var call = _mesh.Counter("early").Add(1);
        await _mesh.HostCountersAsync();
        Assert.Equal(1, await call);
    }

    [Fact]
    public async Task Call_HostDiesMeanwhile_FailsAndTheNextGoesElsewhere()
    {
        Probe[] probes = [await _mesh.HostCountersAsync(0), await _mesh.HostCountersAsync(1)];
        var held = _mesh.Counter("x").Hold();
        var index = await HolderAsync(probes);
        await _mesh.KillAppAsync(_mesh.Replica("app", index));
        await Assert.ThrowsAnyAsync<Exception>(() => held.WaitAsync(Patience, Token));
        Assert.Equal(1, await _mesh.Counter("x").Add(1));
        Assert.Contains("x", probes[1 - index].Activated);
    }

    [Fact]
    public async Task Replica_Joins_TakesItsShareWithTheState()
    {
        var first = await _mesh.HostCountersAsync(0);
        var ids = Enumerable.Range(0, 24).Select(i => $"actor-{i}").ToArray();
        await Task.WhenAll(ids.Select(id => _mesh.Counter(id).Add(7)));
        var second = await _mesh.HostCountersAsync(1);
        Assert.All(await Task.WhenAll(ids.Select(id => _mesh.Counter(id).Add(1))), total => Assert.Equal(8, total));
        Assert.InRange(second.Activated.Count, 1, ids.Length - 1);
        Assert.Equal(second.Activated.Order(), first.Deactivated.Order());
    }

    [Fact]
    public async Task Replica_Joins_OngoingCallMayEndBeforeTheActorMoves()
    {
        var first = await _mesh.HostCountersAsync(0, o => o.DrainOngoingCallTimeout = TimeSpan.FromMinutes(1));
        var ids = Enumerable.Range(0, 12).Select(i => $"busy-{i}").ToArray();
        var held = ids.Select(id => _mesh.Counter(id).Hold()).ToArray();
        foreach (var _ in ids)
            Assert.True(await first.Holding.WaitAsync(Patience, Token));
        var second = await _mesh.HostCountersAsync(1);
        Assert.Empty(second.Activated);
        Assert.Empty(first.Deactivated);
        first.Release.Release(ids.Length);
        await Task.WhenAll(held);
        await Eventually.IsAsync(() => first.Deactivated.Count > 0, "moved actors are deactivated on the old host");
        await Task.WhenAll(ids.Select(id => _mesh.Counter(id).Add(1)));
        Assert.Equal(second.Activated.Order(), first.Deactivated.Order());
    }

    [Fact]
    public async Task Replica_Joins_CallBeyondTheDrainTimeIsGivenUp()
    {
        var first = await _mesh.HostCountersAsync(0, o => o.DrainOngoingCallTimeout = TimeSpan.FromMilliseconds(50));
        var ids = Enumerable.Range(0, 12).Select(i => $"stuck-{i}").ToArray();
        var held = ids.Select(id => _mesh.Counter(id).Hold()).ToArray();
        foreach (var _ in ids)
            Assert.True(await first.Holding.WaitAsync(Patience, Token));
        await _mesh.HostCountersAsync(1);
        await Eventually.IsAsync(() => held.Any(h => h.IsFaulted), "a held call is given up");
        first.Release.Release(ids.Length);
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(held));
        Assert.Contains(held, h => h.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Reentrancy_Enabled_LetsAnActorCallItselfToItsDepth()
    {
        await _mesh.HostCountersAsync(configure: o => o.ReentrancyConfig = new ActorReentrancyConfig { Enabled = true, MaxStackDepth = 4 });
        Assert.Equal(3, await _mesh.Counter("r").Recurse(3).WaitAsync(Patience, Token));
        await Assert.ThrowsAnyAsync<Exception>(() => _mesh.Counter("r").Recurse(6).WaitAsync(Patience, Token));
    }

    [Fact]
    public async Task StateTransaction_FromAReplicaWithoutTheActor_IsRefused()
    {
        await _mesh.HostCountersAsync();
        await _mesh.Counter("here").Add(1);
        using var elsewhere = _mesh.Http("app", 1);
        var response = await elsewhere.PutAsync("/v1.0/actors/CounterActor/here/state", new StringContent("[]"), Token);
        await response.ShouldFailAsync(400, "ERR_ACTOR_INSTANCE_MISSING");
        using var here = _mesh.Http("app");
        Assert.Equal(HttpStatusCode.NoContent, (await here.PutAsync($"{here.BaseAddress}/v1.0/actors/CounterActor/here/state", new StringContent("[]"), Token)).StatusCode);
    }

    [Fact]
    public async Task State_LargeNumbersAndTtl_AreFloat64OrRefused()
    {
        await _mesh.HostCountersAsync();
        Assert.Equal(long.MaxValue, await _mesh.Counter("big").Add(long.MaxValue));
        using var http = _mesh.Http("app");
        Assert.Equal("9223372036854776000", await http.GetStringAsync("/v1.0/actors/CounterActor/big/state/total", Token));
        var ttl = new StringContent("""[{"operation":"upsert","request":{"key":"k","value":1,"metadata":{"ttlInSeconds":"5"}}}]""");
        await (await http.PutAsync("/v1.0/actors/CounterActor/big/state", ttl, Token)).ShouldFailAsync(500, "ERR_ACTOR_STATE_TRANSACTION_SAVE");
    }

    private static async Task<int> HolderAsync(Probe[] probes)
    {
        var index = -1;
        await Eventually.IsAsync(() => (index = Array.FindIndex(probes, p => p.Holding.CurrentCount > 0)) >= 0, "a replica holds the call");
        return index;
    }
}
