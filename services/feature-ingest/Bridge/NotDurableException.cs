namespace UserRep.FeatureIngest.Bridge;

/// <summary>To MassTransit: the message's shard, or the dead letters, could not take it.</summary>
internal sealed class NotDurableException() : Exception("The message could not be made durable.");
