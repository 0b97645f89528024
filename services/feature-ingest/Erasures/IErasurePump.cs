namespace UserRep.FeatureIngest.Erasures;

internal interface IErasurePump
{
    /// <summary>Has this host, the desk's, work on what is owed.</summary>
    void Schedule();
}
