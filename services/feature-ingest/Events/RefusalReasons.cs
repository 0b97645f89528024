namespace UserRep.FeatureIngest.Events;

/// <summary>Why an event went to the dead letters: stable words for counters and for people.</summary>
internal static class RefusalReasons
{
    public const string NotCloudEvent = "not-a-cloud-event";
    public const string BodyNotJson = "body-not-json";
    public const string UnknownType = "unknown-type";
    public const string Malformed = "malformed";
    public const string Invalid = "invalid";
    public const string TooFarAhead = "too-far-ahead";
    public const string TooLarge = "too-large";

    /// <summary>Someone else put it on the dead-letter topic, such as a broker that gave up on a delivery.</summary>
    public const string Foreign = "foreign";
}
