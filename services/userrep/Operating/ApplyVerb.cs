using System.CommandLine;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Plans;

namespace UserRep.Command.Operating;

/// <summary><c>userrep apply</c>, and the verbs that plan and apply in one go.</summary>
internal static class ApplyVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var plan = new Argument<string>("PLAN") { Description = "The plan's id, as userrep plan printed it." };
        var (force, why) = (Force(), Why());
        return new OperatorVerb(
            "apply",
            """
            Does exactly what a plan says, or refuses if pins, heads or states have changed since it was made. Applied twice it changes nothing the second time.

            Example: userrep apply 0199f0c2a1b27c3d8e4f5a6b7c8d9e0f
            """)
        {
            plan, force, why,
        }.Runs(output, error, (parsed, mesh, ct) => ApplyAsync(mesh, parsed.GetValue(plan)!, new PlanApplication(parsed.GetValue(force), parsed.GetValue(why)), ct));
    }

    public static System.CommandLine.Command Migrate(TextWriter output, TextWriter error)
    {
        var model = PlanVerb.ModelOption();
        var to = new Option<string>("--to") { Description = "The version to migrate to.", Required = true };
        var (force, why) = (Force(), Why());
        return new OperatorVerb(
            "migrate",
            """
            Moves a model's pin to another version that it has a head for: plans and applies in one go. Other models don't move, and userrep rollback goes back.

            Example: userrep migrate --model ranker-a --to representation@v2
            """)
        {
            model, to, force, why,
        }.Runs(output, error, (parsed, mesh, ct) => PlanAndApplyAsync(mesh, PlanVerb.Migration(parsed.GetValue(model)!, parsed.GetValue(to)!), new PlanApplication(parsed.GetValue(force), parsed.GetValue(why)), ct));
    }

    public static System.CommandLine.Command Retire(TextWriter output, TextWriter error)
    {
        var version = new Argument<string>("VERSION") { Description = "The version, such as representation@v1." };
        var why = Why();
        return new OperatorVerb(
            "retire",
            """
            Takes a version away for good: it is no longer encoded, and its vectors are removed. Refused while a model is pinned to it or has read it lately.

            Example: userrep retire representation@v1
            """)
        {
            version, why,
        }.Runs(output, error, (parsed, mesh, ct) => PlanAndApplyAsync(mesh, new PlanRequest(PlanKind.Retire, parsed.GetValue(version)), new PlanApplication(false, parsed.GetValue(why)), ct));
    }

    public static System.CommandLine.Command Adapt(TextWriter output, TextWriter error)
    {
        var (version, adapter) = (PlanVerb.AdaptedOption(), PlanVerb.AdapterOption());
        var (force, why) = (Force(), Why());
        return new OperatorVerb(
            "adapt",
            """
            Stops encoding a version and serves it from another through an adapter, to models that accept adapted vectors: plans and applies in one go. userrep backfill
            brings it back.

            Example: userrep adapt --version representation@v1 --adapter 5f1c...
            """)
        {
            version, adapter, force, why,
        }.Runs(output, error, (parsed, mesh, ct) => PlanAndApplyAsync(mesh, PlanVerb.Adaptation(parsed.GetValue(version)!, parsed.GetValue(adapter)!), new PlanApplication(parsed.GetValue(force), parsed.GetValue(why)), ct));
    }

    public static Option<string?> Why() => new("--why") { Description = "Why, for the audit." };

    private static Option<bool> Force() => new("--force") { Description = "Override thresholds (coverage, age, evaluation, an adapter's losses), never rules. Needs --why." };

    private static async Task<VerbResult> PlanAndApplyAsync(MeshClient mesh, PlanRequest request, PlanApplication application, CancellationToken ct)
    {
        var drawn = await PlanVerb.AskAsync(mesh, request, ct);
        if (drawn.Value is not { } plan)
            return VerbResult.Failed(drawn.Fault!);
        if (plan.Refusals.Any(r => !r.CanBeForced || !application.Force))
            return VerbResult.Done(plan, [.. PlanLines.Of(plan)]) with { Refused = true };
        var applied = await ApplyAsync(mesh, plan.Id, application, ct);
        return applied.Faults.Count > 0 ? applied : applied with { Lines = [.. PlanLines.Of(plan).SkipLast(1), .. applied.Lines] };
    }

    private static async Task<VerbResult> ApplyAsync(MeshClient mesh, string plan, PlanApplication application, CancellationToken ct)
    {
        var answer = await mesh.PostJsonAsync<AppliedPlan>(AppIds.VersionRouter, $"/v1/plans/{Uri.EscapeDataString(plan)}/apply", application, ct);
        return answer.Value is { } applied
            ? VerbResult.Done(applied, ("", applied.Changed ? $"applied plan {applied.Id}" : $"plan {applied.Id}: all was so already"))
            : VerbResult.Failed(answer.Fault!);
    }
}
