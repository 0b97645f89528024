using System.ComponentModel.DataAnnotations;

namespace UserRep.VersionRouter;

internal sealed class VersionRouterOptions
{
    public const string Section = "VersionRouter";

    /// <summary>How often a replica reads the registry, milliseconds. Default 400, range 50 to 1000: with the read itself it stays under the 1 s bound that the design states.</summary>
    [Range(50, 1000)]
    public int PollMilliseconds { get; init; } = 400;

    /// <summary>Share of known users that must have a vector before a backfilling version is Ready. Default 0.999, range 0.5 to 1.</summary>
    [Range(0.5, 1.0)]
    public double ReadyCoverage { get; init; } = 0.999;

    /// <summary>Milliseconds between a version becoming Backfilling and the walk over the histories. Default 2000, range 1000 to 60000: twice the bound within which every encoder replica encodes it in the live lane, so that no user falls between walk and lane.</summary>
    [Range(1000, 60_000)]
    public int BackfillDelayMilliseconds { get; init; } = 2000;

    /// <summary>How long after its last read a version may not be retired, seconds. Default 600, range 1 to 604800. Reads by other replicas are known SaveReadsMilliseconds late, so it should be well above that.</summary>
    [Range(1, 604_800)]
    public int RetireGraceSeconds { get; init; } = 600;

    /// <summary>How often a replica asks for coverage and backfills of all versions that are kept up, for their metrics, milliseconds. Default 15000, range 500 to 600000.</summary>
    [Range(500, 600_000)]
    public int ObserveMilliseconds { get; init; } = 15_000;

    /// <summary>How often a replica saves which model read which version last, milliseconds. Default 5000, range 100 to 30000.</summary>
    [Range(100, 30_000)]
    public int SaveReadsMilliseconds { get; init; } = 5000;
}
