using UserRep.Contracts.Erasures;

namespace UserRep.FeatureIngest.Erasures;

/// <summary>From what is stored to what is shown.</summary>
internal static class ErasureViews
{
    private static readonly string[] s_outOfReach =
    [
        "broker logs: what the topics have kept of the user stays until the broker drops it; what is delivered from there is refused",
        "dead letters that name no user, whatever their bytes hold: they go after DeadLetters:RetentionDays",
        "training sets exported and evaluations made before",
        "trained bundles: what weights and item vectors have learnt stays until a version trained without the user replaces them",
        "backups of state and archive, logs and traces",
    ];

    public static ErasureReceipt Receipt(this ErasureRecord record) => new(
        record.Receipt, record.CompletedAt == 0 ? ErasureState.UnderWay : ErasureState.Complete, record.UserId.Length == 0 ? null : record.UserId, record.UserHash,
        DateTimeOffset.FromUnixTimeMilliseconds(record.RequestedAt), record.RequestedBy, Instant(record.ErasedAt), Instant(record.ExpiresAt), Instant(record.CompletedAt),
        [.. record.Owners.Select(o => new OwnerErasure(o.Owner, Instant(o.ConfirmedAt), new Dictionary<string, long>(o.Removed), o.ConfirmedAt == 0 ? Waiting(record, o.Owner) : null))],
        s_outOfReach);

    public static bool HasConfirmed(this ErasureRecord record, string owner) => record.Owners.Any(o => o.Owner == owner && o.ConfirmedAt != 0);

    private static string Waiting(ErasureRecord record, string owner) =>
        owner == ErasureOwners.Caches && record.CachesUntil != 0 ? FormattableString.Invariant($"its time passes at {DateTimeOffset.FromUnixTimeMilliseconds(record.CachesUntil):yyyy-MM-dd'T'HH:mm:ss'Z'}")
        : owner == ErasureOwners.Caches ? "the other owners"
        : owner != ErasureOwners.Histories && record.ErasedAt == 0 ? "the history to be erased"
        : owner == ErasureOwners.EventArchive && record.ArchiveBegun && !record.ArchiveCleared ? $"other replicas to finish {record.OpenSegments.Count} segments"
        : "it has not confirmed yet";

    private static DateTimeOffset? Instant(long milliseconds) => milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
