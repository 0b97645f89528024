namespace UserRep.Contracts.Shards;

/// <summary>Body of <c>GET /v1/ingest/shards</c>: what each shard of feature-ingest holds and does, by number.</summary>
public sealed record ShardLoads(IReadOnlyList<ShardLoad> Shards)
{
    /// <summary>Users of the largest shard over the mean; null without users.</summary>
    public double? UserSkew => LargestOverMean(s => s.Users);

    /// <summary>Events a second of the busiest shard over the mean; null where nothing came lately.</summary>
    public double? EventSkew => LargestOverMean(s => s.EventsPerSecond);

    private double? LargestOverMean(Func<ShardLoad, double> figure)
    {
        var sum = Shards.Sum(figure);
        return sum > 0 ? Shards.Max(figure) / (sum / Shards.Count) : null;
    }
}
