using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Clocks;

/// <summary>Decides the instant that a user's next vector speaks for.</summary>
internal sealed class AsOfClock(IOptions<FeatureIngestOptions> options, TimeProvider clock)
{
    public long NowMilliseconds => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>
    /// Whether an event is older than an instant of the wall clock. Brokers state publication in whole seconds, so one of that very second is.
    /// In event time what a message without a time is older than can't be told: then it is.
    /// </summary>
    public bool IsBefore(ShardEvent e, long instant) =>
        options.Value.Clock == IngestClock.Wall ? e.Event.At <= instant || (!e.Undated && e.PublishedAt <= instant) : e.Undated || e.PublishedAt <= instant;

    /// <param name="replayAsOf">The as_of a replay ended with; it only ever moves a vector forward.</param>
    public long AsOf(UserHistory history, long replayAsOf) =>
        options.Value.Clock == IngestClock.Wall ? NowMilliseconds : Math.Max(history.LastEventAt, replayAsOf);

    public bool IsTooFarAhead(long at) => at > NowMilliseconds + options.Value.MaxAheadSeconds * 1000L;

    /// <summary>In event time "too old" is judged when features are built, so nothing is late here.</summary>
    public bool IsLate(long at) => options.Value.Clock == IngestClock.Wall && UnixDay.Of(at) <= UnixDay.Of(NowMilliseconds) - options.Value.LongestWindowDays;

    /// <summary>The day for which all users should have a vector; null where no day passes by itself.</summary>
    public int? RefreshDay(long replayAsOf) => options.Value.Clock == IngestClock.Wall ? UnixDay.Of(NowMilliseconds)
        : replayAsOf != 0 ? UnixDay.Of(replayAsOf)
        : null;
}
