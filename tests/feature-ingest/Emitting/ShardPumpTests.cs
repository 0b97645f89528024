using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.FeatureIngest.Emitting;
using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Tests.Actors;

namespace UserRep.FeatureIngest.Tests.Emitting;

public sealed class ShardPumpTests
{
    private const string Pump = "UserShard.Pump";
    private static readonly TimeSpan s_coalesce = TimeSpan.FromMilliseconds(new FeatureIngestOptions().CoalesceMilliseconds);

    private readonly FakeActors _actors = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly Queue<PumpResult> _results = [];
    private readonly ShardPump _pump;

    public ShardPumpTests()
    {
        _actors.On(Pump, _ => Task.FromResult<object?>(_results.TryDequeue(out var result) ? result : new PumpResult(false, 0)));
        _pump = new ShardPump(new ShardProxies(_actors.Factory, Options.Create(new FeatureIngestOptions())), _time, _lifetime, NullLogger<ShardPump>.Instance);
    }

    [Fact]
    public async Task Schedule_ABurst_IsOnePumpWithinTheCoalescingTime()
    {
        Assert.Equal(200, s_coalesce.TotalMilliseconds);
        for (var i = 0; i < 50; i++)
        {
            _pump.Schedule(3, s_coalesce);
            // Appointments that come later don't put the first one off.
            _time.Advance(TimeSpan.FromMilliseconds(3));
        }
        _time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.Empty(_actors.Calls);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await _actors.CalledAsync(Pump, 1);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(_actors.Calls);
    }

    [Fact]
    public async Task Schedule_AtOnce_WaitsForNoOtherAppointment()
    {
        _pump.Schedule(0, s_coalesce);
        _pump.Schedule(0, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromTicks(1));
        await _actors.CalledAsync(Pump, 1);
        // It took the later appointment with it.
        _time.Advance(s_coalesce);
        Assert.Single(_actors.Calls);
    }

    [Fact]
    public async Task Schedule_SeveralShards_AreApart()
    {
        _pump.Schedule(0, s_coalesce);
        _pump.Schedule(1, s_coalesce / 2);
        _time.Advance(s_coalesce / 2);
        await _actors.CalledAsync(Pump, 1);
        _time.Advance(s_coalesce / 2);
        await _actors.CalledAsync(Pump, 2);
    }

    [Fact]
    public async Task Run_MoreToDo_GoesOnAfterTheRatesDelayUntilThereIsNone()
    {
        _results.Enqueue(new PumpResult(true, 500));
        _results.Enqueue(new PumpResult(true, 0));
        _pump.Schedule(0, TimeSpan.Zero);
        await UntilCalledAsync(1, TimeSpan.FromMilliseconds(1));
        _time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Single(_actors.Calls);
        await UntilCalledAsync(3, TimeSpan.FromMilliseconds(100));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, _actors.Calls.Count);
    }

    [Fact]
    public async Task Run_ThatFails_IsTriedAgain()
    {
        _actors.Failing.Add(Pump);
        _pump.Schedule(0, TimeSpan.Zero);
        await UntilCalledAsync(3, TimeSpan.FromSeconds(1));
        _actors.Failing.Clear();
        await UntilCalledAsync(4, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Schedule_WhileAPumpIsUnderWay_RunsAfterItAndNotBesideIt()
    {
        var turns = new[] { new TaskCompletionSource<object?>(), new TaskCompletionSource<object?>() };
        var turn = -1;
        _actors.On(Pump, _ => turns[++turn].Task);
        _pump.Schedule(0, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromTicks(1));
        await _actors.CalledAsync(Pump, 1);
        _pump.Schedule(0, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(_actors.Calls);
        turns[0].SetResult(new PumpResult(false, 0));
        await UntilCalledAsync(2, TimeSpan.FromMilliseconds(1));
        turns[1].SetResult(new PumpResult(false, 0));
    }

    [Fact]
    public async Task Run_WhileTheServiceStops_IsNotTriedAgain()
    {
        var turn = new TaskCompletionSource<object?>();
        _actors.On(Pump, _ => turn.Task);
        _pump.Schedule(0, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromTicks(1));
        await _actors.CalledAsync(Pump, 1);
        _lifetime.StopApplication();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(_actors.Calls);
    }

    /// <summary>A pump sets its next appointment once it has its answer: time goes on until that is there.</summary>
    private async Task UntilCalledAsync(int times, TimeSpan step)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (_actors.Calls.Count < times)
        {
            Assert.False(deadline.IsCancellationRequested, $"{_actors.Calls.Count} of {times} calls");
            _time.Advance(step);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
