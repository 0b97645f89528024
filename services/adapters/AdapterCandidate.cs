namespace UserRep.Adapters;

/// <summary>One kind of map, with the settings that did best for it.</summary>
/// <param name="Rank">Of its linear part.</param>
/// <param name="ChoosingLoss">Mean over the persons that chose.</param>
/// <param name="HeldOut">On the persons held out.</param>
/// <param name="Tasks">On the same persons, where there was room for tasks.</param>
public sealed record AdapterCandidate(AdapterKind Kind, int Rank, int Weights, double ChoosingLoss, AdapterQuality HeldOut, IReadOnlyList<AdapterTaskLoss> Tasks);
