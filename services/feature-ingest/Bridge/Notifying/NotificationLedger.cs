namespace UserRep.FeatureIngest.Bridge.Notifying;

/// <summary>What the bus has been told, in Dapr state: replicas and restarts go on from it.</summary>
/// <param name="Epoch">Of the registry it was told from; an older view of it, by a slower replica, is not news.</param>
/// <param name="Ready">Versions told to be ready.</param>
/// <param name="Retired">Versions told to be retired.</param>
/// <param name="Pins">By model.</param>
internal sealed record NotificationLedger(long Epoch, IReadOnlyList<string> Ready, IReadOnlyList<string> Retired, IReadOnlyDictionary<string, ToldPin> Pins)
{
    public static readonly NotificationLedger Empty = new(0, [], [], new Dictionary<string, ToldPin>());
}

/// <param name="Change">Number of the change that brought it, from 1.</param>
internal sealed record ToldPin(string? Pin, long Change);
