namespace UserRep.Contracts.Erasures;

/// <summary>Who has to confirm an erasure.</summary>
public static class ErasureOwners
{
    public const string Histories = "histories";
    public const string DeadLetters = "dead-letters";
    public const string EventArchive = "event-archive";
    public const string Embeddings = "embeddings";

    /// <summary>Nobody is asked: their time passes.</summary>
    public const string Caches = "caches";

    public static IReadOnlyList<string> All { get; } = [Histories, DeadLetters, EventArchive, Embeddings, Caches];
}
