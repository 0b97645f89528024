using UserRep.Contracts.Plans;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.VersionRouter.Plans;

internal static class PlanProblems
{
    public static Problem NotFound(string id) =>
        Problem.NotFound("PLAN_NOT_FOUND", $"There is no plan '{id}': plans are kept for 7 days. Make it again.");

    public static Problem Stale(Plan plan, string why) =>
        Problem.Conflict("PLAN_STALE", $"The world has changed since plan {plan.Id} was made: {why}. Make it again and look at it.");

    public static Problem Refused(Plan plan, IReadOnlyList<PlanRefusal> refusals) =>
        Problem.Conflict("PLAN_REFUSED", $"Plan {plan.Id} is refused. {string.Join(" ", refusals.Select(r => r.Detail))}").With("refusals", refusals);
}
