namespace UserRep.Contracts.Plans;

/// <summary>Why a plan won't be applied.</summary>
/// <param name="CanBeForced">It crosses a threshold, which an operator may override with a reason; false: it would break a rule.</param>
public sealed record PlanRefusal(string Code, string Detail, bool CanBeForced);
