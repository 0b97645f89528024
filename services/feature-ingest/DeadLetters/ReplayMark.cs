using System.Globalization;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.DeadLetters;

/// <summary>Two extension attributes by which a CloudEvent says that it replays a dead letter, and for which time.</summary>
internal readonly record struct ReplayMark(string LetterId, int Number)
{
    public const string LetterAttribute = "userrepletter";
    public const string NumberAttribute = "userrepreplay";

    /// <returns>Null for a message that replays nothing.</returns>
    public static ReplayMark? Of(TopicEntry entry) =>
        entry.Message.Member(LetterAttribute).TextOrNull() is { Length: 32 } id && id.All(char.IsAsciiHexDigitLower)
        && int.TryParse(entry.Message.Member(NumberAttribute).TextOrNull(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new ReplayMark(id, number)
            : null;
}
