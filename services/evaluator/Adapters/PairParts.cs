namespace UserRep.Evaluator.Adapters;

/// <param name="NeighbourRows">Of those held out, the rows of the last moment.</param>
internal sealed record PairParts(SpacePairs Fit, SpacePairs Choosing, SpacePairs HeldOut, int[] NeighbourRows);
