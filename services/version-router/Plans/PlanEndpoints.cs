using UserRep.Contracts.Plans;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Validation;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Plans;

internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder app)
    {
        var plans = app.MapGroup("/v1/plans").ForOperators();
        plans.MapPost("/", DrawAsync).WithValidation<PlanRequest>();
        plans.MapGet("/{id}", GetAsync);
        plans.MapPost("/{id}/apply", ApplyAsync).WithValidation<PlanApplication>();
    }

    /// <summary>A plan that is refused is an answer too: it says what would be done and why it won't.</summary>
    private static async Task<IResult> DrawAsync(PlanRequest body, HttpContext http, RegistryStore registry, Planner planner, PlanStore plans, CancellationToken ct)
    {
        var (document, _) = await registry.ReadAsync(ct);
        var plan = await planner.DrawAsync(document, body, Caller.AppId(http)!, ct);
        if (!plan.Ok)
            return plan.Problem.ToResult();
        await plans.SaveAsync(plan.Value, ct);
        return TypedResults.Created($"/v1/plans/{plan.Value.Id}", plan.Value);
    }

    private static async Task<IResult> GetAsync(string id, PlanStore plans, CancellationToken ct) =>
        await plans.FindAsync(id, ct) is { } plan ? TypedResults.Ok(plan) : PlanProblems.NotFound(id).ToResult();

    private static async Task<IResult> ApplyAsync(string id, PlanApplication body, HttpContext http, PlanStore plans, PlanApplier applier, CancellationToken ct) =>
        await plans.FindAsync(id, ct) is { } plan
            ? (await applier.ApplyAsync(plan, body, ChangeAuthor.Of(http, body.Why, plan.Id), ct)).ToResult()
            : PlanProblems.NotFound(id).ToResult();
}
