using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;

namespace UserRep.FeatureIngest.Clocks;

/// <summary>Decides the instant that a user's next vector speaks for.</summary>
internal sealed class AsOfClock(IOptions<FeatureIngestOptions> options, TimeProvider clock)
{
    public long NowMilliseconds => clock.GetUtcNow().ToUnixTimeMilliseconds();

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
