namespace UserRep.Adapters;

/// <summary>Adapted vectors against the true ones.</summary>
/// <param name="CosineMean">Between a user's two vectors.</param>
/// <param name="CosineP05">All but 5% of the vectors are closer than this.</param>
/// <param name="RelativeError">Root of the mean squared distance, as a share of how far true vectors lie from their mean.</param>
/// <param name="RecallAt10">Share of a user's ten nearest others among true vectors that are so among adapted ones, too.</param>
public sealed record AdapterQuality(double CosineMean, double CosineP05, double RelativeError, double RecallAt10);
