using UserRep.Contracts.Events;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.Simulation;

/// <summary>One sitting of a listener: a run of tracks, most played, some skipped, a few liked or followed.</summary>
internal static class Session
{
    /// <summary>1 + the mean of the geometric part below.</summary>
    public const double MeanTracks = 5;

    private const double GoOn = 0.8;

    public static void Play(Listener listener, int day, long midnight, long earliest, List<SourceEvent> into)
    {
        var random = listener.Random;
        var hour = listener.PeakHour + 2.5 * random.Gaussian();
        var clock = Math.Max(earliest, (long)((hour + 48) % 24 * 3_600_000) + random.Below(60_000));
        do
        {
            // A session ends at midnight, so that days can be simulated one after another.
            if (clock >= UnixDay.MillisecondsPerDay)
                return;
            var (track, liked) = listener.NextTrack(day);
            var (action, played) = React(track, liked, random);
            into.Add(new SourceEvent(SourceEventKind.Interaction, "", listener.Id, midnight + clock) { ItemId = track.Id, Action = action, PlayedMs = played });
            clock += (played ?? 5_000) + 1_000 + random.Below(20_000);
        }
        while (random.Chance(GoOn));
    }

    private static (string Action, long? PlayedMs) React(Track track, bool liked, StableRandom random) => random.Next() switch
    {
        var u when u < (liked ? 0.06 : 0.30) => ("skip", 2_000 + random.Below(25_000)),
        < 0.36 and > 0.32 => ("like", null),
        < 0.39 and > 0.36 => ("search-click", null),
        < 0.40 and > 0.39 => ("follow", null),
        _ => ("listen", (long)(track.DurationMs * (0.6 + 0.4 * random.Next()))),
    };
}
