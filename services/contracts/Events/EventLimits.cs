namespace UserRep.Contracts.Events;

/// <summary>What an event may hold. All who take events, published, inline or from a file, keep to these, so that the same user gets the same vector everywhere.</summary>
public static class EventLimits
{
    /// <summary>Characters of an event's, a user's or an item's id.</summary>
    public const int IdLength = 256;

    public const int ActionLength = 64;

    /// <summary>In either direction. Keeps the sums of a history far from overflow.</summary>
    public const double Weight = 1_000_000;

    /// <summary>One day.</summary>
    public const long PlayedMs = 24 * 3600 * 1000L;

    /// <summary>Items of an onboarding.</summary>
    public const int Picks = 200;

    public const int Attributes = 50;

    public const int AttributeNameLength = 64;

    /// <summary>Of a profile's values, attributes' too.</summary>
    public const int TextLength = 128;
}
