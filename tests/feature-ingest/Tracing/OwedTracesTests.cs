using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Tests.Shards;
using UserRep.Tests.Shared;

namespace UserRep.FeatureIngest.Tests.Tracing;

/// <summary>The traces of events that wait, coalesced, for one emission.</summary>
public class OwedTracesTests
{
    private readonly ShardFixture _shard = new();

    [Fact]
    public async Task Apply_SampledEventsOfOneUser_OwedKeepsTheFirstFourAndCountsTheRest()
    {
        var traces = Enumerable.Range(0, 6).Select(_ => TestSpans.TraceParent()).ToArray();
        var memory = await _shard.LoadAsync();

        var applied = await _shard.TurnAsync(memory, traces.Select((t, i) => _shard.Event((ulong)i + 1, "u", $"e{i}", traceparent: t)));

        Assert.Equal(traces[..4], Assert.Single(memory.Meta.Owed).Traceparents);
        Assert.Equal(2, applied.DroppedTraces);
    }

    [Fact]
    public async Task Apply_MoreTracesThanAShardKeeps_AreCountedAndNoEventIsLost()
    {
        var memory = await _shard.LoadAsync();

        var applied = await _shard.TurnAsync(memory, Enumerable.Range(0, 1030).Select(i => _shard.Event((ulong)i + 1, $"u{i}", $"e{i}", traceparent: TestSpans.TraceParent())));

        Assert.Equal(1024, memory.Meta.Owed.Sum(o => o.Traceparents.Count));
        Assert.Equal(6, applied.DroppedTraces);
        Assert.Equal(1030, memory.Meta.Owed.Count);
    }

    [Fact]
    public async Task Apply_DuplicateOfASampledEvent_LeavesNoTrace()
    {
        var memory = await _shard.LoadAsync();
        await _shard.TurnAsync(memory, _shard.Event(1, "u", "e1"));

        await _shard.TurnAsync(memory, _shard.Event(2, "u", "e1", traceparent: TestSpans.TraceParent()));

        Assert.Empty(Assert.Single(memory.Meta.Owed).Traceparents);
    }

    [Fact]
    public async Task Emit_ByTheHostAfterARestart_LinksToEveryTraceThatWaited()
    {
        string[] traces = [TestSpans.TraceParent(), TestSpans.TraceParent(), TestSpans.TraceParent()];
        var died = await _shard.LoadAsync();
        await _shard.TurnAsync(died, _shard.Event(1, "u", "e1", traceparent: traces[0]), _shard.Event(2, "other", "e2", traceparent: traces[1]));
        await _shard.TurnAsync(died, _shard.Event(3, "u", "e3", traceparent: traces[2]));
        using var listener = _shard.Spans.Listen();

        await _shard.PumpAsync(await _shard.LoadAsync());

        var users = Assert.Single(_shard.Emitted()).Users;
        Assert.Equal([traces[0], traces[2]], users.Single(u => u.History.UserId == "u").Traceparents);
        Assert.Equal([traces[1]], users.Single(u => u.History.UserId == "other").Traceparents);
        var span = Assert.Single(_shard.Spans.Ended);
        Assert.Equal(traces.Order(), span.Links.Select(l => $"00-{l.Context.TraceId}-{l.Context.SpanId}-01").Order());
        Assert.Empty((await _shard.LoadAsync()).Meta.Owed);
    }

    [Fact]
    public async Task Emit_NothingSampled_MessageHasNoByteMore()
    {
        var memory = await _shard.LoadAsync();
        await _shard.TurnAsync(memory, _shard.Event(1, "u", "e1"));

        await _shard.PumpAsync(memory);

        Assert.Empty(Assert.Single(Assert.Single(_shard.Emitted()).Users).Traceparents);
    }
}
