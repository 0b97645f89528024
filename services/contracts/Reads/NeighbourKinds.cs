namespace UserRep.Contracts.Reads;

/// <summary>What a search finds.</summary>
public static class NeighbourKinds
{
    public const string Users = "users";
    public const string Items = "items";
}
