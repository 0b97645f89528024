using System.Text;
using System.Text.Unicode;
using UserRep.Contracts.DeadLetters;

namespace UserRep.FeatureIngest.DeadLetters;

/// <summary>From letters as they are stored to letters as they are shown.</summary>
internal static class LetterViews
{
    public static DeadLetterSummary Summary(this LetterEntry entry) => new(
        entry.Id, entry.Reason, Instant(entry.ReceivedAt), entry.UserId.Length == 0 ? null : entry.UserId, entry.OriginalLength,
        (DeadLetterState)entry.State, entry.Replays, entry.ExpiresAt == 0 ? null : Instant(entry.ExpiresAt));

    public static DeadLetterDetail Detail(this StoredLetter letter) => new(
        letter.Entry.Summary(), [.. letter.Faults.Select(f => new DeadLetterFault(f.Field, f.Problem))], letter.Original.ToByteArray(),
        Utf8.IsValid(letter.Original.Span) ? letter.Original.ToStringUtf8() : null,
        letter.ReplayedAt == 0 ? null : Instant(letter.ReplayedAt), letter.Replay.IsEmpty ? null : Encoding.UTF8.GetString(letter.Replay.Span));

    public static DeadLetterCounts Counts(this BoxMeta meta) => new(meta.Kept, meta.KeptBytes, meta.Overflowed, meta.Expired, meta.Deleted, meta.Replays, meta.Redelivered);

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
