using System.ComponentModel.DataAnnotations;

namespace UserRep.FeatureIngest;

internal sealed class FeatureIngestOptions
{
    public const string Section = "FeatureIngest";

    /// <summary>UserShard actors. Default 16, range 1 to 4096. Recorded in state at first start; a mismatch ever after refuses to start.</summary>
    [Range(1, 4096)]
    public int Shards { get; init; } = 16;

    /// <summary>Wall: vectors speak for now. Event: for replays of historic data, vectors speak for the newest event of their user, and in the end for the as_of that the replay states. Default Wall.</summary>
    public IngestClock Clock { get; init; } = IngestClock.Wall;

    /// <summary>Longest window of any encoder version, days; on the wall clock, events of earlier days are counted as late and dropped. Default 180, range 1 to 3650.</summary>
    [Range(1, 3650)]
    public int LongestWindowDays { get; init; } = 180;

    /// <summary>How far ahead of the wall clock an event may be, seconds. Default 300, range 0 to 86400.</summary>
    [Range(0, 86_400)]
    public int MaxAheadSeconds { get; init; } = 300;

    /// <summary>Largest message taken as an event, bytes with its envelope; beyond it is refused. Default 524288, range 1024 to 1048576.</summary>
    [Range(1024, 1_048_576)]
    public int MaxEventBytes { get; init; } = 524_288;

    /// <summary>How long changes of a user who is known already are gathered before they are emitted, milliseconds. Default 200, range 0 to 10000.</summary>
    [Range(0, 10_000)]
    public int CoalesceMilliseconds { get; init; } = 200;

    /// <summary>Histories a shard keeps in memory, users. Default 5000, range 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int HotUsersPerShard { get; init; } = 5000;

    /// <summary>Users a second that all shards together walk, backfills and refresh taken together. Default 5000, range 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int WalkUsersPerSecond { get; init; } = 5000;

    /// <summary>Hours from midnight (UTC) over which the refresh of all users is spread, which goes through the live lane; what is left after them goes at WalkUsersPerSecond. Default 6, range 0 (not spread) to 20.</summary>
    [Range(0, 20)]
    public int RefreshHours { get; init; } = 6;
}
