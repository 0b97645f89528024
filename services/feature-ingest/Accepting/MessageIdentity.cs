using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using UserRep.FeatureIngest.DeadLetters;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Accepting;

/// <summary>
/// What tells one published message from another, however often each is delivered: a CloudEvent's source and id (CloudEvents 1.0), for
/// a replay its number too, and the bytes of a message without an id.
/// </summary>
internal static class MessageIdentity
{
    public static ulong Hash(TopicEntry entry) => XxHash64.HashToUInt64(Bytes(entry, ReplayMark.Of(entry)));

    /// <summary>32 hex digits; a replay has those of the letter it replays.</summary>
    public static string LetterId(TopicEntry entry) =>
        ReplayMark.Of(entry)?.LetterId ?? Convert.ToHexStringLower(XxHash128.Hash(Bytes(entry, replay: null)));

    private static ReadOnlySpan<byte> Bytes(TopicEntry entry, ReplayMark? replay) =>
        entry.Id is { Length: > 0 } id ? Encoding.UTF8.GetBytes(replay is { } r ? $"{entry.Source}\n{id}\n{r.LetterId}\n{r.Number}" : $"{entry.Source}\n{id}")
        : entry.Original.Length > 0 ? entry.Original.Span
        : entry.Message.ValueKind == JsonValueKind.Undefined ? []
        : Encoding.UTF8.GetBytes(entry.Message.GetRawText());
}
