namespace UserRep.Features.Histories;

public enum ApplyResult
{
    Accepted,

    /// <summary>This event id is already in its day.</summary>
    Duplicate,

    /// <summary>This event is in its day, and it came by this very message: the broker delivered it again.</summary>
    Redelivered,

    /// <summary>The event's day has fallen off the size bound, or has more than one day may hold.</summary>
    Overflowed,
}
