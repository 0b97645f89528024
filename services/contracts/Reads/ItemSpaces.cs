namespace UserRep.Contracts.Reads;

/// <summary>Spaces in which users and items can be compared. The others are the names of the version's modalities, e.g. <c>collaborative</c>.</summary>
public static class ItemSpaces
{
    /// <summary>The version's own: an item is where a user is of whom nothing but that item is known.</summary>
    public const string Embedding = "embedding";
}
