namespace UserRep.Features.Histories;

public enum ApplyResult
{
    Accepted,

    /// <summary>This event id is already in its day.</summary>
    Duplicate,

    /// <summary>The event's day has fallen off the size bound.</summary>
    Overflowed,
}
