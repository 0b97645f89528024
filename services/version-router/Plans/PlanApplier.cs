using UserRep.Contracts.Plans;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Canaries;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Shadows;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Plans;

/// <summary>
/// Does exactly what a plan says, or refuses. What can be measured is measured again first; what is decided upon is compared once more in the very
/// document that is changed, so nobody can get in between.
/// </summary>
internal sealed class PlanApplier(RegistryStore registry, Planner planner, LastReadStore reads, ShadowStore shadows, TimeProvider clock)
{
    public async Task<Outcome<AppliedPlan>> ApplyAsync(Plan plan, PlanApplication application, ChangeAuthor author, CancellationToken ct)
    {
        var (document, _) = await registry.ReadAsync(ct);
        if (IsDone(document, plan))
            return new AppliedPlan(plan.Id, false);
        var again = await planner.DrawAsync(document, new PlanRequest(plan.Kind, plan.Version, plan.Model, plan.Share, plan.End, plan.Adapter), plan.CreatedBy, ct);
        if (!again.Ok)
            return again.Problem;
        if (again.Value.Basis != plan.Basis)
            return PlanProblems.Stale(plan, "pins, heads, canaries, shadows or states are not what they were");
        if (again.Value.Refusals.Where(r => !r.CanBeForced || !application.Force).ToArray() is { Length: > 0 } refusals)
            return PlanProblems.Refused(plan, refusals);
        // An operator who forces has seen what is overridden; what came up since hasn't been seen.
        if (again.Value.Refusals.Where(r => plan.Refusals.All(p => p.Code != r.Code)).ToArray() is { Length: > 0 } since)
            return PlanProblems.Stale(plan, string.Join(" ", since.Select(r => r.Detail)));
        var lastReads = plan.Kind is PlanKind.Retire or PlanKind.Adapt ? await reads.OfAsync(plan.Version, ct) : [];
        var applied = await registry.ChangeAsync<AppliedPlan>(author, current => Decide(current, plan, lastReads), ct);
        if (applied.Ok && plan is { Kind: PlanKind.Shadow, End: false })
            await shadows.ForgetAsync(plan.Model!, ct);
        return applied;
    }

    private Outcome<Change<AppliedPlan>> Decide(RegistryDocument document, Plan plan, IReadOnlyList<Contracts.Versions.LastRead> lastReads)
    {
        if (IsDone(document, plan))
            return Change<AppliedPlan>.None(new AppliedPlan(plan.Id, false));
        if (PlanBasis.Of(document, plan.Model, plan.Version, plan.From) != plan.Basis)
            return PlanProblems.Stale(plan, "pins, heads, canaries, shadows or states are not what they were");
        var now = clock.GetUtcNow();
        if (plan.Kind == PlanKind.Retire)
            return Applied(Retirement.Decide(document, plan.Version, lastReads, planner.Grace, now), plan);
        if (plan.Kind == PlanKind.Adapt)
            return Applied(Adaptation.Decide(document, plan.Version, plan.Adapter!, lastReads, planner.Grace, now), plan);
        var model = document.Model(plan.Model!)!;
        return plan.Kind switch
        {
            PlanKind.Canary => Applied(CanaryMoves.Set(document, model.Model, CanaryRules.With(model, plan.Version, plan.Share!.Value), now), plan),
            PlanKind.Shadow => Applied(ShadowMoves.Set(document, model.Model, plan.End ? null : plan.Version), plan),
            _ => new Change<AppliedPlan>(PinMoves.Move(document, model, plan.Version, now).Document, new AppliedPlan(plan.Id, true), $"model {model.Model} migrated", plan.From, plan.Version),
        };
    }

    private static Outcome<Change<AppliedPlan>> Applied<T>(Outcome<Change<T>> decided, Plan plan) => decided.Ok
        ? new Change<AppliedPlan>(decided.Value.Document, new AppliedPlan(plan.Id, true), decided.Value.What, decided.Value.From, decided.Value.To)
        : decided.Problem;

    /// <summary>A plan applied twice is applied once.</summary>
    private static bool IsDone(RegistryDocument document, Plan plan)
    {
        if (plan.Kind == PlanKind.Retire)
            return document.Version(plan.Version)?.State == Contracts.Versions.VersionState.Retired;
        if (plan.Kind == PlanKind.Adapt)
            return document.Version(plan.Version) is { State: Contracts.Versions.VersionState.Adapted } version && version.AdapterId == plan.Adapter;
        return document.Model(plan.Model!) is { } model && plan.Kind switch
        {
            PlanKind.Canary => CanaryRules.Share(model, plan.Version) == plan.Share,
            PlanKind.Shadow => plan.End ? model.Shadow != plan.Version : model.Shadow == plan.Version,
            _ => model.Pin == plan.Version,
        };
    }
}
