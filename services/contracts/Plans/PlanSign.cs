namespace UserRep.Contracts.Plans;

/// <summary>Written <c>+</c>, <c>~</c>, <c>-</c> and, for a fact that nothing changes, a blank.</summary>
public enum PlanSign
{
    Fact,
    Add,
    Change,
    Remove,
}
