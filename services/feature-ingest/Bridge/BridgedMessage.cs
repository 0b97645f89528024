namespace UserRep.FeatureIngest.Bridge;

/// <summary>A message of the bus to MassTransit, whatever its bytes are: they are read from the receive context.</summary>
internal sealed record BridgedMessage;
