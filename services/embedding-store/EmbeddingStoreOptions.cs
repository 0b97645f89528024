using System.ComponentModel.DataAnnotations;

namespace UserRep.EmbeddingStore;

internal sealed class EmbeddingStoreOptions
{
    public const string Section = "EmbeddingStore";

    /// <summary>Most users written in one state transaction. Default 256, range 1 to 1000.</summary>
    [Range(1, 1000)]
    public int MaxUsersPerTransaction { get; init; } = 256;

    /// <summary>Batches that may wait for one shard before the subscription is held back. Default 64, range 1 to 4096.</summary>
    [Range(1, 4096)]
    public int ShardQueue { get; init; } = 64;

    /// <summary>Tries of one transaction against other replicas before the message is left to redelivery. Default 10, range 1 to 100.</summary>
    [Range(1, 100)]
    public int MaxTries { get; init; } = 10;

    /// <summary>Age up to which the exact neighbour search may work on vectors read before, seconds. Default 5, range 0 to 3600.</summary>
    [Range(0, 3600)]
    public int NeighbourStalenessSeconds { get; init; } = 5;

    /// <summary>Most users of a version among whom neighbours are searched exactly; beyond it there is an index. Default 100000, range 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int NeighbourMaxUsers { get; init; } = 100_000;

    /// <summary>Share of the true nearest that an answer by index is to have; the index looks as far as that takes, measured on its own vectors. Default 0.95, range 0.5 to 1.</summary>
    [Range(0.5, 1.0)]
    public double NeighbourRecall { get; init; } = 0.95;

    /// <summary>
    /// Age up to which an index answers, seconds, counted from when its vectors began to be read; the next is begun at half of it. Default 300, range 10 to 86400. It must
    /// leave time for reading and building: deploy/docs/benchmarks.
    /// </summary>
    [Range(10, 86_400)]
    public int NeighbourIndexStalenessSeconds { get; init; } = 300;

    /// <summary>How often version-router is asked for retired and adapted versions, whose vectors are then removed, milliseconds. Default 400, range 50 to 1000: with the call itself it stays under the 1 s bound that the design states, within which a version that comes back must be taken in again.</summary>
    [Range(50, 1000)]
    public int RetirementPollMilliseconds { get; init; } = 400;
}
