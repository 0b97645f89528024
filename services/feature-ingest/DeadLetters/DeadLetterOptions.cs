using System.ComponentModel.DataAnnotations;

namespace UserRep.FeatureIngest.DeadLetters;

internal sealed class DeadLetterOptions
{
    public const string Section = "DeadLetters";

    /// <summary>Letters kept; beyond it the oldest are dropped and counted. Default 100000, range 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int MaxLetters { get; init; } = 100_000;

    /// <summary>MiB of messages kept in letters; beyond it the oldest are dropped and counted. Default 1024, range 8 to 1048576.</summary>
    [Range(8, 1_048_576)]
    public int MaxMegabytes { get; init; } = 1024;

    /// <summary>Days after which a letter goes that names no user, or that is settled: replayed and taken, or deleted. Default 7, range 1 to 365.</summary>
    [Range(1, 365)]
    public int RetentionDays { get; init; } = 7;
}
