namespace UserRep.Evaluator.Cost;

/// <summary>A cost that doesn't depend on how many models there are, and one that each of them adds.</summary>
public readonly record struct LinearCost(double Fixed, double PerModel)
{
    public double At(int models) => Fixed + PerModel * models;

    public static LinearCost operator *(LinearCost cost, double factor) => new(cost.Fixed * factor, cost.PerModel * factor);
}
