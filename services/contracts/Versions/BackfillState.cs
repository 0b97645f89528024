namespace UserRep.Contracts.Versions;

public enum BackfillState
{
    /// <summary>Ordered; another version is before it.</summary>
    Waiting,
    Running,

    /// <summary>Ended on order before it was done; started again, it goes on from there.</summary>
    Stopped,
    Done,
}
