using System.CommandLine;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Plans;

namespace UserRep.Command.Operating;

/// <summary><c>userrep plan</c>: what a change would do, and whether it would be refused.</summary>
internal static class PlanVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var model = ModelOption();
        var to = new Option<string>("--to") { Description = "The version to migrate to.", Required = true };
        var version = new Argument<string>("VERSION") { Description = "The version to retire, such as representation@v1." };
        var (adapted, adapter) = (AdaptedOption(), AdapterOption());
        return new System.CommandLine.Command(
            "plan",
            """
            Shows what a change will do before it is done: + what is added, ~ what changes, - what is lost, ! why it is refused. Exits with 2 if it is refused.

            Example: userrep plan migrate --model ranker-a --to representation@v2
            """)
        {
            new OperatorVerb("migrate", "A model's pin moves to another version.") { model, to }
                .Runs(output, error, (parsed, mesh, ct) => DrawAsync(mesh, Migration(parsed.GetValue(model)!, parsed.GetValue(to)!), ct)),
            Canary(output, error),
            Shadow(output, error),
            new OperatorVerb("retire", "A version is no longer encoded, and its vectors are removed.") { version }
                .Runs(output, error, (parsed, mesh, ct) => DrawAsync(mesh, new PlanRequest(PlanKind.Retire, parsed.GetValue(version)), ct)),
            new OperatorVerb("adapt", "A version is no longer encoded, and is served from another through an adapter (userrep adapter).") { adapted, adapter }
                .Runs(output, error, (parsed, mesh, ct) => DrawAsync(mesh, Adaptation(parsed.GetValue(adapted)!, parsed.GetValue(adapter)!), ct)),
        };
    }

    private static OperatorVerb Canary(TextWriter output, TextWriter error)
    {
        var model = ModelOption();
        var to = new Option<string>("--to") { Description = "The version to try.", Required = true };
        var share = new Option<double?>("--share") { Description = "Percent of the model's users, 0 to 100; 0 ends it." };
        var end = new Option<bool>("--end") { Description = "The canary ends." };
        return new OperatorVerb(
            "canary",
            """
            A share of a model's users, the same ones at every read, is served from another version that it has a head for, to callers that ask for groups.

            Example: userrep plan canary --model ranker-a --to representation@v2 --share 5
            """)
        {
            model, to, share, end,
        }.Runs(output, error, (parsed, mesh, ct) => DrawAsync(
            mesh, new PlanRequest(PlanKind.Canary, parsed.GetValue(to), parsed.GetValue(model), parsed.GetValue(share), parsed.GetValue(end)), ct));
    }

    private static OperatorVerb Shadow(TextWriter output, TextWriter error)
    {
        var model = ModelOption();
        var to = new Option<string?>("--to") { Description = "The version to compare with. It needs no head, and is never served." };
        var end = new Option<bool>("--end") { Description = "The shadow ends." };
        return new OperatorVerb(
            "shadow",
            """
            A model's reads are read once more from another version, off their path, and the two compared: who has a vector, and how old it is. userrep status shows what came of it.

            Example: userrep plan shadow --model ranker-a --to representation@v3
            """)
        {
            model, to, end,
        }.Runs(output, error, (parsed, mesh, ct) => DrawAsync(mesh, new PlanRequest(PlanKind.Shadow, parsed.GetValue(to), parsed.GetValue(model), End: parsed.GetValue(end)), ct));
    }

    public static Option<string> ModelOption() => new("--model") { Description = "The downstream model.", Required = true };

    public static Option<string> AdaptedOption() => new("--version") { Description = "The version that need not be encoded any more, such as representation@v1.", Required = true };

    public static Option<string> AdapterOption() => new("--adapter") { Description = "Id of the adapter, as userrep adapter push printed it.", Required = true };

    public static PlanRequest Adaptation(string version, string adapter) => new(PlanKind.Adapt, version, Adapter: adapter);

    public static PlanRequest Migration(string model, string to) => new(PlanKind.Migrate, to, model);

    public static Task<MeshAnswer<Plan>> AskAsync(MeshClient mesh, PlanRequest request, CancellationToken ct) =>
        mesh.PostJsonAsync<Plan>(AppIds.VersionRouter, "/v1/plans", request, ct);

    private static async Task<VerbResult> DrawAsync(MeshClient mesh, PlanRequest request, CancellationToken ct)
    {
        var answer = await AskAsync(mesh, request, ct);
        if (answer.Value is not { } plan)
            return VerbResult.Failed(answer.Fault!);
        var result = VerbResult.Done(plan, [.. PlanLines.Of(plan)]);
        return plan.Refusals.Count == 0 ? result : result with { Refused = true };
    }
}
