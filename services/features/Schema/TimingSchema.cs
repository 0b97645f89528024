namespace UserRep.Features.Schema;

/// <summary>
/// A length of time as features: log1p of its days, then one value per stretch between neighbouring knots, which rises from 0 to 1 along it
/// (piecewise linear encoding, Gorishniy et al. 2022). So what happens at a certain age, the end of a course or of a trial, is a straight line
/// to whatever reads it.
/// </summary>
/// <param name="Knots">Days, ascending and distinct; fewer than two: the logarithm alone.</param>
public sealed record TimingSchema(TimingKind Kind, IReadOnlyList<float> Knots)
{
    public int Width => 1 + Math.Max(0, Knots.Count - 1);
}
