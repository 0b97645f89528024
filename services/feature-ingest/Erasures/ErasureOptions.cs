using System.ComponentModel.DataAnnotations;

namespace UserRep.FeatureIngest.Erasures;

internal sealed class ErasureOptions
{
    public const string Section = "Erasures";

    /// <summary>Days for which what is older than an erasure is refused: at least as long as the broker may keep a message. Default 7, which is Kafka's own, range 1 to 365.</summary>
    [Range(1, 365)]
    public int TombstoneDays { get; init; } = 7;

    /// <summary>Days for which the receipt of a completed erasure is kept, with a hash instead of the user's id. Default 90, range 1 to 3650.</summary>
    [Range(1, 3650)]
    public int ReceiptDays { get; init; } = 90;

    /// <summary>Erasures under way at most; beyond it more are refused until some are complete. Default 1000, range 1 to 10000.</summary>
    [Range(1, 10_000)]
    public int MaxOpen { get; init; } = 1000;
}
