using System.Globalization;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Accepting;

internal static class Publication
{
    /// <summary>When a message was published, as its envelope says; null where it doesn't.</summary>
    public static DateTimeOffset? At(TopicEntry entry) =>
        DateTimeOffset.TryParse(entry.Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
