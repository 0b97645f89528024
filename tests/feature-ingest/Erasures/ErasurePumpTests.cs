using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UserRep.FeatureIngest.Archiving;
using UserRep.FeatureIngest.DeadLetters;
using UserRep.FeatureIngest.Erasures;
using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Tests.Actors;
using UserRep.ServiceDefaults.Topics;
using UserRep.Tests.Shared;

namespace UserRep.FeatureIngest.Tests.Erasures;

public sealed class ErasurePumpTests : IAsyncLifetime
{
    private const string Open = "ErasureDesk.Open";
    private const string Tend = "ErasureDesk.Tend";

    private readonly FakeActors _actors = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly ServiceProvider _services;
    private readonly ErasurePump _pump;
    private ErasureRecords _open = new();

    public ErasurePumpTests()
    {
        _actors.On(Open, _ => Task.FromResult<object?>(_open.ToByteArray()));
        _actors.On(Tend, _ => Task.FromResult<object?>(null));
        var clock = new ImpatientClock();
        var archive = Options.Create(new EventArchiveOptions { Enabled = false, Folder = "absent" });
        _services = new ServiceCollection()
            .AddSingleton(new ErasureDeskProxy(_actors.Factory))
            .AddSingleton(s => new ErasureSteps(
                s.GetRequiredService<ErasureDeskProxy>(), new ShardProxies(_actors.Factory, Options.Create(new FeatureIngestOptions())), new DeadLetterBoxProxy(_actors.Factory),
                new BinaryPublisher(new MemoryDapr()), new ServiceArchive(archive, clock, new ArchiveInstruments(TestMeters.Factory()), NullLogger<ServiceArchive>.Instance), archive, clock, NullLogger<ErasureSteps>.Instance))
            .BuildServiceProvider();
        _pump = new ErasurePump(_services, _lifetime, clock, NullLogger<ErasurePump>.Instance);
    }

    public async ValueTask InitializeAsync() => await _pump.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _pump.StopAsync(CancellationToken.None);
        _pump.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Start_EveryHost_RemindsTheDesk()
    {
        Assert.Empty(_actors.Calls);
        _lifetime.NotifyStarted();
        await _actors.CalledAsync(Tend, 1);
    }

    [Fact]
    public async Task Start_TheDeskIsAway_IsLeftToItsReminder()
    {
        _actors.Failing.Add(Tend);
        _lifetime.NotifyStarted();
        await _actors.CalledAsync(Tend, 1);
        _actors.Failing.Clear();
        _pump.Schedule();
        await _actors.CalledAsync(Open, 1);
    }

    [Fact]
    public async Task Round_NothingUnderWay_AsksForNoOther()
    {
        _pump.Schedule();
        await _actors.CalledAsync(Open, 1);
        _pump.Schedule();
        await _actors.CalledAsync(Open, 2);
        Assert.DoesNotContain(Tend, _actors.Calls);
    }

    [Fact]
    public async Task Round_SomethingUnderWay_HasTheDeskAskForTheNext()
    {
        // Waits for the user's shard, which has no answer here: the erasure stays under way, and the round is done all the same.
        _open = new ErasureRecords { Records = { new ErasureRecord { Receipt = "r", UserId = "u" } } };
        _actors.Failing.Add("UserShard.Erase");
        _pump.Schedule();
        await _actors.CalledAsync(Tend, 1);
        Assert.Equal([Open, "UserShard.Erase", Tend], _actors.Calls);
    }

    [Fact]
    public async Task Round_ThatFails_IsTriedAgainUntilItIsDone()
    {
        _actors.Failing.Add(Open);
        _pump.Schedule();
        await _actors.CalledAsync(Open, 3);
        _actors.Failing.Clear();
        var calls = _actors.Calls.Count;
        await _actors.CalledAsync(Open, calls + 1);
    }
}
