using System.Globalization;
using UserRep.Contracts.Users;
using UserRep.Contracts.Versions;

namespace UserRep.LocalMesh.MainJob;

/// <summary>The checks that a run states; each has to hold for exit code 0.</summary>
internal static class Checks
{
    /// <summary>Bound on the freshness p99 of the live tail: coalescing (200 ms) and three hops, on a busy laptop.</summary>
    public const double FreshnessP99Bound = 2000;

    public static IReadOnlyList<JobCheck> Of(long published, IngestStats ingest, VersionCoverage coverage, OfflineComparison offline, FreshnessMeasure freshness, SampleScores? sample) =>
    [
        new("accepted + refused + duplicate + late = published",
            ingest.Total == published,
            string.Create(CultureInfo.InvariantCulture, $"{ingest.Accepted:N0} + {ingest.RefusedTotal:N0} + {ingest.Duplicate:N0} + {ingest.Late:N0} = {ingest.Total:N0}, published {published:N0}")),
        new("coverage is 100%",
            coverage.Users > 0 && coverage.WithVector == coverage.Users && coverage.AtOrAfter == coverage.Users,
            string.Create(CultureInfo.InvariantCulture, $"{coverage.AtOrAfter:N0} of {coverage.Users:N0} users have a vector at the stated as_of")),
        new("served vectors equal those computed offline",
            offline.Holds,
            string.Create(CultureInfo.InvariantCulture, $"{offline.Served} of {offline.Asked} compared, worst difference {offline.WorstError:0.0e+0}, allowed {offline.Allowed:0.0e+0}")),
        new($"live freshness p99 is at most {FreshnessP99Bound / 1000:0} s",
            freshness.Vectors > 0 && freshness.P99Milliseconds <= FreshnessP99Bound,
            string.Create(CultureInfo.InvariantCulture, $"p99 {freshness.P99Milliseconds:N0} ms over {freshness.Vectors:N0} vectors, by the wall clock")),
        .. sample is null ? [] : (JobCheck[])[new($"{sample.Model} scores through the client, by a proven head",
            sample is { Proven: true, Asked: > 0 } && sample.Scored == sample.Asked,
            string.Create(CultureInfo.InvariantCulture, $"{sample.Scored} of {sample.Asked} users, head of {sample.Pin}, {(sample.Proven ? "proven by its training set" : "by hand")}"))],
    ];
}
