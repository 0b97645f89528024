namespace UserRep.EmbeddingStore.Storing;

internal enum WriteResult
{
    /// <summary>Durable, or an equal or newer vector is.</summary>
    Done,

    /// <summary>The store failed or other replicas kept winning; deliver again.</summary>
    TryAgain,

    /// <summary>The vectors are not of the space that this version has: never storable.</summary>
    WrongSpace,
}
