using Dapr.Actors.Runtime;

namespace UserRep.ContractApp.Actors;

/// <summary>The same, where calls of a chain may come back in.</summary>
public sealed class DeepCounterActor(ActorHost host) : CounterActor(host);
