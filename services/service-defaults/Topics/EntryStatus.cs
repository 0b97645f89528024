namespace UserRep.ServiceDefaults.Topics;

/// <summary>What a subscriber answers for one message; the names are Dapr's.</summary>
public enum EntryStatus
{
    /// <summary>Everything that follows from the message is durable.</summary>
    SUCCESS,

    /// <summary>Deliver it again.</summary>
    RETRY,
}
