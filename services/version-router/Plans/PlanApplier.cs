using UserRep.Contracts.Plans;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Plans;

/// <summary>
/// Does exactly what a plan says, or refuses. What can be measured is measured again first; what is decided upon is compared once more in the very
/// document that is changed, so nobody can get in between.
/// </summary>
internal sealed class PlanApplier(RegistryStore registry, Planner planner, LastReadStore reads, TimeProvider clock)
{
    public async Task<Outcome<AppliedPlan>> ApplyAsync(Plan plan, PlanApplication application, ChangeAuthor author, CancellationToken ct)
    {
        var (document, _) = await registry.ReadAsync(ct);
        if (IsDone(document, plan))
            return new AppliedPlan(plan.Id, false);
        var again = await planner.DrawAsync(document, new PlanRequest(plan.Kind, plan.Version, plan.Model, plan.Adapter), plan.CreatedBy, ct);
        if (!again.Ok)
            return again.Problem;
        if (again.Value.Basis != plan.Basis)
            return PlanProblems.Stale(plan, "pins, heads or states are not what they were");
        if (again.Value.Refusals.Where(r => !r.CanBeForced || !application.Force).ToArray() is { Length: > 0 } refusals)
            return PlanProblems.Refused(plan, refusals);
        // An operator who forces has seen what is overridden; what came up since hasn't been seen.
        if (again.Value.Refusals.Where(r => plan.Refusals.All(p => p.Code != r.Code)).ToArray() is { Length: > 0 } since)
            return PlanProblems.Stale(plan, string.Join(" ", since.Select(r => r.Detail)));
        var lastReads = plan.Kind != PlanKind.Migrate ? await reads.OfAsync(plan.Version, ct) : [];
        return await registry.ChangeAsync<AppliedPlan>(author, current => Decide(current, plan, lastReads), ct);
    }

    private Outcome<Change<AppliedPlan>> Decide(RegistryDocument document, Plan plan, IReadOnlyList<Contracts.Versions.LastRead> lastReads)
    {
        if (IsDone(document, plan))
            return Change<AppliedPlan>.None(new AppliedPlan(plan.Id, false));
        if (PlanBasis.Of(document, plan.Model, plan.Version, plan.From) != plan.Basis)
            return PlanProblems.Stale(plan, "pins, heads or states are not what they were");
        var applied = new AppliedPlan(plan.Id, true);
        var now = clock.GetUtcNow();
        if (plan.Kind != PlanKind.Migrate)
        {
            var moved = plan.Kind == PlanKind.Retire
                ? Retirement.Decide(document, plan.Version, lastReads, planner.Grace, now)
                : Adaptation.Decide(document, plan.Version, plan.Adapter!, lastReads, planner.Grace, now);
            return moved.Ok ? new Change<AppliedPlan>(moved.Value.Document, applied, moved.Value.What, moved.Value.From, moved.Value.To) : moved.Problem;
        }
        var (next, model) = PinMoves.Move(document, document.Model(plan.Model!)!, plan.Version, now);
        return new Change<AppliedPlan>(next, applied, $"model {model.Model} migrated", plan.From, plan.Version);
    }

    /// <summary>A plan applied twice is applied once.</summary>
    private static bool IsDone(RegistryDocument document, Plan plan) => plan.Kind switch
    {
        PlanKind.Retire => document.Version(plan.Version)?.State == Contracts.Versions.VersionState.Retired,
        PlanKind.Adapt => document.Version(plan.Version) is { State: Contracts.Versions.VersionState.Adapted } version && version.AdapterId == plan.Adapter,
        _ => document.Model(plan.Model!)?.Pin == plan.Version,
    };
}
