using System.Text.Json.Serialization;

namespace UserRep.Features.Schema;

/// <summary>A length of time that says where a user stands, in whole days.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimingKind>))]
public enum TimingKind
{
    /// <summary>Since the last activity; the longest window where there is none within it.</summary>
    LastActivity,

    /// <summary>Since the first activity that the history still has; 0 where there is none.</summary>
    FirstActivity,

    /// <summary>Since sign-up; since the first activity where the profile doesn't say.</summary>
    SignUp,

    /// <summary>Between the last two active days of the longest window; 0, as for the other gaps, where there are not two.</summary>
    LastGap,

    /// <summary>Mean of the gaps between active days of the longest window.</summary>
    MeanGap,

    /// <summary>The longest of these gaps.</summary>
    LongestGap,
}
