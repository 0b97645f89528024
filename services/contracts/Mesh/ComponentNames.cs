namespace UserRep.Contracts.Mesh;

public static class ComponentNames
{
    public const string PubSub = "pubsub";
    public const string StateStore = "statestore";
}
