namespace UserRep.Client;

/// <summary>Names to add to OpenTelemetry.</summary>
public static class ClientTelemetry
{
    /// <summary>Of the meter: reads in seconds, users by status, retries, changes of head.</summary>
    public const string MeterName = "UserRep.Client";

    /// <summary>Of the activity source: one activity a read.</summary>
    public const string ActivitySourceName = "UserRep.Client";
}
